import { headers } from 'next/headers';
import { cache } from 'react';
import { getRuntime, type RuntimeCaller } from '#server/runtime.ts';

/** Who asks for the page; found once for a request. @throws `unauthenticated` */
export const pageCaller = cache(async (): Promise<RuntimeCaller> => {
  return getRuntime().authenticate(await headers());
});
