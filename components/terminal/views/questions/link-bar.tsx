'use client';

import { ExternalLink } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { PointedLink } from '../../pane/pane-view.ts';
import { visibleParts } from '../../screen/text/visible-text.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { VisibleText } from '../visible-text.tsx';

/** Shows the address of a link whose text may differ from it, and asks before opening it. */
export function LinkBar({
  link: { target, asks },
  modifier,
  onAnswer,
}: {
  link: PointedLink;
  /** The key that opens it without confirmation. */
  modifier: string;
  onAnswer: (open: boolean) => void;
}) {
  const words = useMessages(terminalCatalog).link;
  const isAllowed = target.kind === 'allowed';
  return (
    <div
      className={
        asks
          ? 'flex shrink-0 flex-wrap items-center gap-2 border-line border-b bg-surface px-3 py-1.5 text-ink'
          : 'pointer-events-none absolute bottom-0 left-0 z-10 flex max-w-full flex-wrap items-center gap-2 rounded-tr-md border border-line bg-raised px-2 py-1 text-ink shadow-pop'
      }
    >
      <ExternalLink aria-hidden className="size-4 shrink-0 text-info-text" />
      <div className="min-w-40 flex-1 text-sm">
        <p role={asks ? 'status' : undefined}>
          {!isAllowed
            ? words.refused
            : asks
              ? words.question(target.place)
              : words.hint(modifier, target.place)}
        </p>
        <p dir="ltr" className="line-clamp-2 font-mono text-ink-muted text-xs wrap-anywhere">
          <VisibleText parts={visibleParts(target.address)} />
        </p>
      </div>
      {asks && (
        <Button size="sm" onClick={() => onAnswer(false)}>
          {isAllowed ? words.cancel : words.close}
        </Button>
      )}
      {asks && isAllowed && (
        <Button size="sm" variant="primary" onClick={() => onAnswer(true)}>
          {words.open}
        </Button>
      )}
    </div>
  );
}
