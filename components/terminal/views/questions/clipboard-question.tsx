'use client';

import { ClipboardPen } from 'lucide-react';
import { useId, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { visibleParts } from '../../screen/text/visible-text.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { VisibleText } from '../visible-text.tsx';

/** Asks whether a program may put this text into the clipboard. Keys still go to the shell. */
export function ClipboardQuestion({
  text,
  onAnswer,
}: {
  text: string;
  onAnswer: (allow: boolean, remember: boolean) => void;
}) {
  const words = useMessages(terminalCatalog).clipboard;
  const [remember, setRemember] = useState(false);
  const checkboxId = useId();
  return (
    <div className="grid shrink-0 gap-1.5 border-line border-b bg-surface px-3 py-1.5 text-ink">
      <div className="flex flex-wrap items-center gap-2">
        <ClipboardPen aria-hidden className="size-4 shrink-0 text-info-text" />
        <p role="status" className="min-w-40 flex-1 text-sm">
          {words.question}
        </p>
        <span className="flex items-center gap-2 text-sm">
          <input
            id={checkboxId}
            type="checkbox"
            checked={remember}
            onChange={(event) => setRemember(event.target.checked)}
            className="size-4 accent-accent"
          />
          <label htmlFor={checkboxId}>{words.remember}</label>
        </span>
        <Button size="sm" onClick={() => onAnswer(false, remember)}>
          {words.refuse}
        </Button>
        <Button size="sm" variant="primary" onClick={() => onAnswer(true, remember)}>
          {words.allow}
        </Button>
      </div>
      <ScrollRegion
        label={words.text}
        className="max-h-24 rounded-md border border-line bg-sunken px-2 py-1 font-mono text-xs"
      >
        <pre dir="ltr" className="whitespace-pre-wrap wrap-anywhere">
          <VisibleText parts={visibleParts(text)} />
        </pre>
      </ScrollRegion>
    </div>
  );
}
