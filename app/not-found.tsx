import { MapPinOff } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { messages } from '#components/shell-frame/messages.ts';
import { ShellFrame } from '#components/shell-frame/shell-frame.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

export const metadata: Metadata = { title: messages.notFoundTitle };

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <ShellFrame>
      <Notice
        icon={MapPinOff}
        tone="info"
        title={messages.notFoundTitle}
        actions={
          <Button asChild>
            <Link href="/pods" prefetch={false}>
              {messages.toPods}
            </Link>
          </Button>
        }
        wholePage
      >
        {messages.notFoundText}
      </Notice>
    </ShellFrame>
  );
}
