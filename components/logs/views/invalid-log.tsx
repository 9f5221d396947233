'use client';

import { Unlink } from 'lucide-react';
import Link from 'next/link';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { logsCatalog } from '../catalog.ts';

/** Shown instead of a log if the address names no valid namespace, pod or container. */
export function InvalidLog({ name }: { name: string }) {
  const messages = useMessages(logsCatalog);
  return (
    <Notice
      icon={Unlink}
      tone="warn"
      title={messages.invalidTitle}
      cause={messages.invalidName(name)}
      actions={
        <Button asChild variant="primary">
          <Link href={podsHref()}>{messages.toPods}</Link>
        </Button>
      }
      wholePage
    >
      {messages.invalidText}
    </Notice>
  );
}
