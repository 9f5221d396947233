'use client';

import { Bug, RefreshCw } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import { PageLayout } from '../page-layout.tsx';
import { errorCatalog } from './catalog.ts';

/** @param digest the error's reference in the server log; undefined for an error of the browser */
export interface ErrorPageProps {
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}

/** The page for an unexpected error while rendering. */
export function ErrorPage({ digest, onRetry }: ErrorPageProps) {
  const messages = useMessages(errorCatalog);
  usePageTitle(windowTitle(messages.title));
  return (
    <PageLayout>
      <Notice
        icon={Bug}
        tone="bad"
        title={messages.title}
        cause={digest === undefined ? undefined : messages.digest(digest)}
        actions={
          <Button variant="primary" onClick={onRetry}>
            <RefreshCw aria-hidden />
            {messages.tryAgain}
          </Button>
        }
        wholePage
        alert
      >
        {messages.text}
      </Notice>
    </PageLayout>
  );
}
