'use client';

import { CloudOff, RotateCw, SearchX, ShieldX } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { encodeListView } from '../list-view.ts';
import { messages as podsMessages } from '../messages.ts';
import { DEFAULT_SORT } from '../pod-sort.ts';
import { inputFromProblem } from '../pod-stream.ts';
import { messages } from './messages.ts';

/** Asks the server again this often while the cluster does not answer. */
const RETRY_MS = 5000;

/** Stands where the pod would be: why it cannot be shown, and the next step. */
export function PodProblem({
  code,
  detail,
  context,
  namespace,
}: {
  code: string;
  detail: string;
  context: string | undefined;
  namespace: string;
}) {
  const router = useRouter();
  const passing = inputFromProblem({ code, detail }, 0).kind === 'unreachable';
  useEffect(() => {
    if (!passing) return;
    const timer = setInterval(() => router.refresh(), RETRY_MS);
    return () => clearInterval(timer);
  }, [passing, router]);

  const toPods = (
    <Button asChild>
      <Link
        href={`/pods${encodeListView({ context, namespaces: [namespace], q: '', sort: DEFAULT_SORT })}`}
        prefetch={false}
      >
        {messages.toPods}
      </Link>
    </Button>
  );
  const retry = (
    <Button onClick={() => router.refresh()}>
      <RotateCw aria-hidden />
      {podsMessages.states.tryAgain}
    </Button>
  );
  if (passing) {
    return (
      <Notice
        icon={CloudOff}
        tone="warn"
        title={podsMessages.states.unreachableTitle}
        cause={detail}
        actions={retry}
        wholePage
        alert
      >
        {messages.staleNext}
      </Notice>
    );
  }
  if (code === 'forbidden' || code === 'unauthenticated') {
    return (
      <Notice
        icon={ShieldX}
        tone="bad"
        title={messages.forbiddenTitle}
        cause={detail}
        actions={retry}
        wholePage
        alert
      >
        {messages.forbiddenNext}
      </Notice>
    );
  }
  return (
    <Notice
      icon={SearchX}
      tone="info"
      title={messages.notFoundTitle}
      cause={detail}
      actions={toPods}
      wholePage
    >
      {messages.notFoundNext}
    </Notice>
  );
}
