'use client';

import { Eye, Keyboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { ViewersMessage } from '#protocol/viewing-messages.ts';
import { holderOf, ownShare } from '../connection/viewers.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { sharingCatalog } from '../sharing/catalog.ts';
import type { SharedProcess } from '../sharing/shared-process.ts';

/** Says that this is somebody else's terminal, who watches it, and who types; and asks for the keyboard. */
export function WatchBar({
  pane,
  owner,
  of,
  viewers,
  isOver,
  children,
}: {
  pane: TerminalPane | null;
  /** Name of the terminal's owner. */
  owner: string;
  /** What it shows. */
  of: SharedProcess;
  /** Null while there is no connection. */
  viewers: ViewersMessage | null;
  /** There is nothing to watch any more. */
  isOver: boolean;
  /** Further buttons. */
  children?: ReactNode;
}) {
  const messages = useMessages(sharingCatalog);
  const words = messages.watcher;
  const share = viewers === null ? 'none' : ownShare(viewers);
  const holder = viewers === null ? undefined : holderOf(viewers);
  const isTyping = share === 'has';
  const say = (agree: boolean) => () => {
    pane?.connection.agreeOnKeyboard(agree);
    pane?.focus();
  };
  const names = (viewers?.Watchers ?? []).map(({ ID, Name }) =>
    ID === viewers?.You ? words.you(Name) : Name,
  );
  const button = (label: string, agree: boolean, variant: 'primary' | 'secondary' = 'secondary') => (
    <Button size="sm" variant={variant} disabled={viewers === null} onClick={say(agree)}>
      {label}
    </Button>
  );
  return (
    <section
      aria-label={words.title}
      className={classNames(
        'flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-1.5 text-sm',
        isTyping ? 'bg-warn-soft text-warn-text' : 'bg-info-soft text-info-text',
      )}
    >
      <span className="inline-flex items-center gap-1.5 font-medium">
        {isTyping ? <Keyboard aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
        {isTyping ? words.typing : words.badge}
      </span>
      <p role="status" className="min-w-0 flex-1 basis-64">
        {isOver
          ? words.watched[of](owner)
          : {
              none: holder === undefined ? words.watching[of](owner) : words.otherHas(holder.Name),
              asked: words.asked(owner),
              offered: words.offered[of](owner),
              has: words.has[of](owner),
            }[share]}
        {names.length > 0 && (
          <span className="block text-ink-muted text-xs">{words.others(messages.names(names))}</span>
        )}
      </p>
      <span className="flex flex-wrap items-center gap-1.5">
        {share === 'none' && !isOver && button(words.ask, true)}
        {share === 'asked' && button(words.withdraw, false)}
        {share === 'offered' && button(words.take, true, 'primary')}
        {share === 'offered' && button(words.refuse, false)}
        {share === 'has' && button(words.giveBack, false, 'primary')}
        {children}
      </span>
    </section>
  );
}
