'use client';

import { CloudOff, RotateCw, SearchX, ShieldX } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import { podsCatalog } from '../catalog.ts';
import { inputFromProblem } from '../feed/pod-stream.ts';
import { problemWords } from '../problem-words.ts';
import { podCatalog } from './catalog.ts';

/** Asks the server again this often while the cluster does not answer. */
const RETRY_MS = 5000;

/** Stands where the pod would be: why it cannot be shown, and the next step. */
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
  const podsMessages = useMessages(podsCatalog);
  const messages = useMessages(podCatalog);
  const { language } = useLanguage();
  usePageTitle(windowTitle(messages.titleOf(namespace, pod)));
  const { cause, quote } = problemWords(podsMessages, language, { code, detail });
  const router = useRouter();
  const passing = inputFromProblem({ code, detail }, 0).kind === 'unreachable';
  useEffect(() => {
    if (!passing) return;
    const timer = setInterval(() => router.refresh(), RETRY_MS);
    return () => clearInterval(timer);
  }, [passing, router]);

  const toPods = (
    <Button asChild>
      <Link href={podsHref({ context, namespaces: [namespace] })} prefetch={false}>
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
        quote={quote}
        actions={retry}
        wholePage
        alert
      >
        {cause} {messages.staleNext}
      </Notice>
    );
  }
  if (code === 'forbidden' || code === 'unauthenticated') {
    return (
      <Notice
        icon={ShieldX}
        tone="bad"
        title={messages.forbiddenTitle}
        quote={quote}
        actions={retry}
        wholePage
        alert
      >
        {cause} {messages.forbiddenNext}
      </Notice>
    );
  }
  return (
    <Notice
      icon={SearchX}
      tone="info"
      title={messages.notFoundTitle}
      quote={quote}
      actions={toPods}
      wholePage
    >
      {cause} {messages.notFoundNext}
    </Notice>
  );
}
