'use client';

import { Eye } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { sharingCatalog } from './catalog.ts';

/** By how many a shell is watched, as a button that shows who they are and what may be done about it. */
export function WatchedBy({
  pane,
  names,
  isShort,
}: {
  pane: TerminalPane;
  /** Of those who watch. */
  names: readonly string[];
  /** The number alone is seen, as on small windows. */
  isShort: boolean;
}) {
  const messages = useMessages(sharingCatalog);
  return (
    <Tooltip text={messages.names(names)} side="bottom">
      <button
        type="button"
        aria-label={messages.watchedBy(names.length)}
        onClick={() => pane.askToShare()}
        className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full bg-info-soft px-2 font-medium text-info-text text-xs hover:underline pointer-coarse:h-11 pointer-coarse:px-3"
      >
        <Eye aria-hidden className="size-3.5" />
        <span className={classNames('max-sm:hidden', isShort && 'hidden')}>
          {messages.watchedBy(names.length)}
        </span>
        <span className={isShort ? undefined : 'sm:hidden'}>{names.length}</span>
      </button>
    </Tooltip>
  );
}
