'use client';

import { RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import { FAILURES, knownCode } from '#components/failures/failure-codes.ts';
import { LazyFailureNotice } from '#components/failures/lazy-failures.tsx';
import { isPassing } from '#components/failures/passing-codes.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import { type BackoffBounds, backoffMs } from '#protocol/backoff.ts';
import { podsCatalog } from '../catalog.ts';
import { podCatalog } from './catalog.ts';

/** Retry interval while the cluster does not answer. Milliseconds. */
const RETRY_MS = 5000;
/** Retries after a refusal, which mostly lasts. */
const REFUSED_BOUNDS: BackoffBounds = { firstMs: 10_000, longestMs: 60_000 };

/** Shown instead of the pod: why it cannot be shown, and the next step. */
export function PodProblem({
  code,
  detail,
  context,
  namespace,
  pod,
}: {
  code: string;
  detail: string;
  context: string | undefined;
  namespace: string;
  pod: string;
}) {
  const { states } = useMessages(podsCatalog);
  const messages = useMessages(podCatalog);
  usePageTitle(windowTitle(messages.titleOf(namespace, pod)));
  const router = useRouter();
  const passing = isPassing(code);
  useEffect(() => {
    let attempts = 0;
    let timer: ReturnType<typeof setTimeout>;
    const retryLater = () => {
      attempts += 1;
      const wait = passing ? RETRY_MS : backoffMs(REFUSED_BOUNDS, attempts, Math.random());
      timer = setTimeout(() => {
        router.refresh();
        retryLater();
      }, wait);
    };
    retryLater();
    return () => clearTimeout(timer);
  }, [passing, router]);

  const { actions } = FAILURES[knownCode(code)];
  const mayRetry = actions[0] !== 'pods' || code === 'forbidden';
  return (
    <LazyFailureNotice
      failure={{ code, detail }}
      place="pod"
      retrying={passing ? states.retrying : undefined}
      actions={
        <>
          {mayRetry && (
            <Button variant="primary" onClick={() => router.refresh()}>
              <RefreshCw aria-hidden />
              {states.tryAgain}
            </Button>
          )}
          <Button asChild variant={mayRetry ? 'secondary' : 'primary'}>
            <Link href={podsHref({ context, namespaces: [namespace] })} prefetch={false}>
              {messages.toPods}
            </Link>
          </Button>
        </>
      }
      wholePage
    />
  );
}
