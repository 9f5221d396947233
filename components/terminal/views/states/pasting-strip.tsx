'use client';

import { ClipboardPaste } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ShownPart } from '../../connection/input/paste-progress.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { Strip } from './state-strip.tsx';

/** Says how far a long paste has come, and offers to stop it. */
export function PastingStrip({
  part: { sent, total, isOut },
  onStop,
}: {
  part: ShownPart;
  onStop: () => void;
}) {
  const { paste } = useMessages(terminalCatalog);
  return (
    <Strip
      icon={<ClipboardPaste aria-hidden className="text-info-text" />}
      action={
        !isOut && (
          <Button size="sm" onClick={onStop} aria-keyshortcuts="Control+C">
            {paste.stop}
          </Button>
        )
      }
    >
      {paste.progress(sent, total)}
      <progress
        aria-label={paste.name}
        value={sent}
        max={total}
        className="mt-1.5 block h-1.5 w-full accent-accent"
      />
    </Strip>
  );
}
