'use client';

import { type ComponentProps, lazy, Suspense } from 'react';
import { loadPatiently } from '#components/ui/load-patiently.ts';
import { useLater } from '#components/ui/use-later.ts';
import type { FailureNotice } from './failure-notice.tsx';
import type { FailureText } from './failure-text.tsx';

const loadNotice = () => import('./failure-notice.tsx');
const loadText = () => import('./failure-text.tsx');
const Notice = lazy(async () => ({ default: (await loadPatiently(loadNotice)).FailureNotice }));
const Text = lazy(async () => ({ default: (await loadPatiently(loadText)).FailureText }));

/** The HTML of a page has the words themselves a moment later, and nobody should read both. */
const IS_STREAMED = typeof window === 'undefined';

/** {@link FailureNotice}, for pages that rarely need its code: the words of every failure in every language. */
export function LazyFailureNotice(props: ComponentProps<typeof FailureNotice>) {
  const { failure, retrying, actions } = props;
  const plain = (
    <div className="mx-auto grid w-full max-w-xl justify-items-start gap-4 px-4 py-12">
      <p>
        {failure.detail} {retrying}
      </p>
      {actions}
    </div>
  );
  return (
    <Suspense fallback={IS_STREAMED ? null : plain}>
      <Notice {...props} />
    </Suspense>
  );
}

/** {@link FailureText}, for pages that rarely need its code. */
export function LazyFailureText(props: ComponentProps<typeof FailureText>) {
  return (
    <Suspense fallback={IS_STREAMED ? null : props.failure.detail}>
      <Text {...props} />
    </Suspense>
  );
}

/**
 * Loads the words of failures while the page is idle: when the server is down, it is too late.
 * @param ready false: more important code and data are still on their way
 */
export function useFailureWordsLater(ready: boolean): void {
  useLater(ready, prepareWords);
}

function prepareWords(): void {
  for (const load of [loadNotice, loadText]) load().catch(() => {});
}
