'use client';

import { Bug, RotateCw } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { frameCatalog } from '#components/layout/catalog.ts';
import { LazyLayout } from '#components/layout/lazy-layout.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';

/** The page for an unexpected error while rendering. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const messages = useMessages(frameCatalog);
  usePageTitle(windowTitle(messages.errorTitle));
  return (
    <LazyLayout>
      <Notice
        icon={Bug}
        tone="bad"
        title={messages.errorTitle}
        cause={error.digest === undefined ? undefined : messages.errorDigest(error.digest)}
        actions={
          <Button onClick={reset}>
            <RotateCw aria-hidden />
            {messages.tryAgain}
          </Button>
        }
        wholePage
        alert
      >
        {messages.errorText}
      </Notice>
    </LazyLayout>
  );
}
