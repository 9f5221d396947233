'use client';

import { ClipboardPen } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { terminalCatalog } from '../words/catalog.ts';

/** Asks whether the programs of this terminal may put text into the clipboard. Keys still go to the shell. */
export function ClipboardQuestion({ onAnswer }: { onAnswer: (allow: boolean) => void }) {
  const messages = useMessages(terminalCatalog);
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b bg-surface px-3 py-1.5 text-ink"
    >
      <ClipboardPen aria-hidden className="size-4 shrink-0 text-info-text" />
      <p className="min-w-40 flex-1 text-sm">{messages.clipboard.question}</p>
      <Button size="sm" onClick={() => onAnswer(false)}>
        {messages.clipboard.refuse}
      </Button>
      <Button size="sm" variant="primary" onClick={() => onAnswer(true)}>
        {messages.clipboard.allow}
      </Button>
    </div>
  );
}
