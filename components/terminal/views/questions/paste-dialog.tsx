'use client';

import { useId, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { sentences } from '#components/language/sentences.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { PastePreview } from '../../screen/text/paste-check.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { useTerminalSettings } from '../settings/use-terminal-settings.ts';
import { VisibleText } from '../visible-text.tsx';

/** Asks for confirmation before several lines are pasted. */
export function PasteDialog({
  preview,
  onAnswer,
  onClosed,
}: {
  preview: PastePreview;
  onAnswer: (paste: boolean) => void;
  /** The dialog has closed; the caller sets the focus. */
  onClosed: () => void;
}) {
  const messages = useMessages(terminalCatalog);
  const [, changeSettings] = useTerminalSettings();
  const [askAgain, setAskAgain] = useState(true);
  const checkboxId = useId();

  const answer = (paste: boolean) => {
    if (paste && !askAgain) changeSettings({ warnPaste: false });
    onAnswer(paste);
  };
  return (
    <Dialog
      title={messages.paste.title(preview.lines)}
      description={sentences(
        messages.paste.why,
        messages.paste.characters(preview.characters),
        preview.hasMarks && messages.paste.marks,
      )}
      onClose={() => answer(false)}
      onClosed={onClosed}
    >
      <ScrollRegion
        label={messages.paste.text}
        className="max-h-[50dvh] min-h-12 rounded-md border border-line bg-sunken p-2 font-mono text-xs"
      >
        {preview.blocks.map(({ line, parts }) => (
          <pre
            key={line}
            dir="ltr"
            className="whitespace-pre-wrap [contain-intrinsic-size:auto_100rem] [content-visibility:auto] wrap-anywhere"
          >
            <VisibleText parts={parts} />
          </pre>
        ))}
        {preview.hiddenLines > 0 && (
          <p className="pt-1 text-ink-muted">{messages.paste.more(preview.hiddenLines)}</p>
        )}
      </ScrollRegion>
      <div className="flex items-center gap-2 text-sm">
        <input
          id={checkboxId}
          type="checkbox"
          checked={!askAgain}
          onChange={(event) => setAskAgain(!event.target.checked)}
          className="size-4 accent-accent"
        />
        <label htmlFor={checkboxId}>{messages.paste.dontAsk}</label>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => answer(false)}>{messages.paste.cancel}</Button>
        <Button variant="primary" autoFocus onClick={() => answer(true)}>
          {messages.paste.paste}
        </Button>
      </div>
    </Dialog>
  );
}
