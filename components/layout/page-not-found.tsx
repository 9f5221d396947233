'use client';

import { MapPinOff } from 'lucide-react';
import Link from 'next/link';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import { notFoundCatalog } from './error/not-found-catalog.ts';
import { PageLayout } from './page-layout.tsx';

/** The 404 page. */
export function PageNotFound() {
  const messages = useMessages(notFoundCatalog);
  usePageTitle(windowTitle(messages.title));
  return (
    <PageLayout>
      <Notice
        icon={MapPinOff}
        tone="info"
        title={messages.title}
        actions={
          <Button asChild variant="primary">
            <Link href={podsHref()} prefetch={false}>
              {messages.toPods}
            </Link>
          </Button>
        }
        wholePage
      >
        {messages.text}
      </Notice>
    </PageLayout>
  );
}
