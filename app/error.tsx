'use client';

import { Bug, RotateCw } from 'lucide-react';
import { messages } from '#components/shell-frame/messages.ts';
import { ShellFrame } from '#components/shell-frame/shell-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** A fault of ours while rendering a page. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ShellFrame>
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
    </ShellFrame>
  );
}
