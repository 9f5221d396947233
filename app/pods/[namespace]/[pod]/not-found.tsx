import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { messages } from '#components/pods/detail/messages.ts';
import { messages as frame } from '#components/shell-frame/messages.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** A pod that is not there. */
export default function PodNotFound() {
  return (
    <Notice
      icon={SearchX}
      tone="info"
      title={messages.notFoundTitle}
      actions={
        <Button asChild>
          <Link href="/pods" prefetch={false}>
            {frame.toPods}
          </Link>
        </Button>
      }
      wholePage
    >
      {messages.notFoundNext}
    </Notice>
  );
}
