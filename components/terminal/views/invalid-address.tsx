'use client';

import { Unlink } from 'lucide-react';
import Link from 'next/link';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { terminalCatalog } from '../words/catalog.ts';

/** A part of the URL that is not a valid Kubernetes name. */
export interface InvalidName {
  readonly what: 'namespace' | 'pod' | 'container';
  readonly name: string;
}

/** Shown instead of a terminal if the URL names no valid namespace, pod or container. */
export function InvalidAddress({ what, name, isEmbedded }: InvalidName & { readonly isEmbedded: boolean }) {
  const messages = useMessages(terminalCatalog);
  const cause = messages.invalidName[what](name);
  usePageTitle(messages.invalidTitle);
  if (isEmbedded) {
    return (
      <main className="grid min-h-dvh bg-canvas">
        <Notice icon={Unlink} tone="warn" title={messages.invalidTitle} cause={cause} wholePage>
          {messages.invalidText}
        </Notice>
      </main>
    );
  }
  return (
    <Notice
      icon={Unlink}
      tone="warn"
      title={messages.invalidTitle}
      cause={cause}
      actions={
        <Button asChild variant="primary">
          <Link href={podsHref()}>{messages.toPods}</Link>
        </Button>
      }
    >
      {messages.invalidText}
    </Notice>
  );
}
