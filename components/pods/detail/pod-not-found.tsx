'use client';

import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import { podCatalog } from './catalog.ts';

/** Shown instead of a pod that does not exist. */
export function PodNotFound() {
  const messages = useMessages(podCatalog);
  usePageTitle(windowTitle(messages.notFoundTitle));
  return (
    <Notice
      icon={SearchX}
      tone="info"
      title={messages.notFoundTitle}
      actions={
        <Button asChild variant="primary">
          <Link href={podsHref()} prefetch={false}>
            {messages.toPodList}
          </Link>
        </Button>
      }
      wholePage
    >
      {messages.notFoundNext}
    </Notice>
  );
}
