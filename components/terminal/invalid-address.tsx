import { Unlink } from 'lucide-react';
import Link from 'next/link';
import { LateShellFrame } from '#components/shell-frame/late-shell-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { messages } from './terminal-messages.ts';

/** Stands where a terminal cannot be, because its address names none. */
export function InvalidAddress({ reason, isEmbedded }: { reason: string; isEmbedded: boolean }) {
  if (isEmbedded) {
    return (
      <main className="grid min-h-dvh bg-canvas">
        <Notice icon={Unlink} tone="warn" title={messages.invalidTitle} cause={reason} wholePage>
          {messages.invalidText}
        </Notice>
      </main>
    );
  }
  return (
    <LateShellFrame>
      <Notice
        icon={Unlink}
        tone="warn"
        title={messages.invalidTitle}
        cause={reason}
        actions={
          <Button asChild variant="primary">
            <Link href="/pods">{messages.toPods}</Link>
          </Button>
        }
      >
        {messages.invalidText}
      </Notice>
    </LateShellFrame>
  );
}
