import { cache } from 'react';
import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';

/** The context of requests that name none, cached for each request; '' if unknown: what asks the cluster reports why. */
export const currentContext = cache(async (): Promise<string> => {
  try {
    const runtime = getRuntime();
    return (await runtime.contexts(runtime.caller())).current;
  } catch (error) {
    if (isPodshellError(error)) return '';
    throw error;
  }
});
