import type { ReactNode } from 'react';
import { PageLayout } from '#components/layout/page-layout.tsx';
import type { ContextList } from '#protocol/api.ts';
import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';
import { pageCaller } from './caller.ts';

/** The layout of the pod pages. */
export default async function PodsLayout({ children }: { children: ReactNode }) {
  const contexts = await readContexts();
  return <PageLayout {...(contexts === undefined ? {} : { contexts })}>{children}</PageLayout>;
}

/** Undefined when they cannot be read; the page itself reports the cause. */
async function readContexts(): Promise<ContextList | undefined> {
  try {
    return await getRuntime().contexts(pageCaller());
  } catch (error) {
    if (isPodshellError(error)) return undefined;
    throw error;
  }
}
