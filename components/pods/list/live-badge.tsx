'use client';

import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
import { clockTime } from '../clock/clock-time.ts';
import type { StreamLink } from '../feed/pod-stream.ts';

const LOOKS = {
  connecting: { dot: 'bg-ink-faint animate-breathe', text: 'text-ink-muted' },
  live: { dot: 'bg-good-text', text: 'text-ink-muted' },
  reconnecting: { dot: 'bg-warn-text animate-breathe', text: 'text-warn-text' },
  stale: { dot: 'bg-warn-text', text: 'text-warn-text' },
  unreachable: { dot: 'bg-warn-text animate-breathe', text: 'text-warn-text' },
} as const;

/**
 * How fresh the pods are. Announces changes to screen readers.
 * @param hasPods false: nothing is shown that could be stale
 */
export const LiveBadge = memo(function LiveBadge({ link, hasPods }: { link: StreamLink; hasPods: boolean }) {
  const messages = useMessages(podsCatalog);
  if (link.kind === 'refused') return null;
  const state = link.kind === 'stale' && !hasPods ? 'unreachable' : link.kind;
  const looks = LOOKS[state];
  return (
    <output className="shrink-0">
      <Tooltip text={hint(link, messages)} side="bottom">
        <button
          type="button"
          data-link={link.kind}
          className={classNames(
            'inline-flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-xs',
            looks.text,
          )}
        >
          <span aria-hidden className={classNames('dot size-2 rounded-full', looks.dot)} />
          {messages.live[state]}
        </button>
      </Tooltip>
    </output>
  );
});

function hint(link: Exclude<StreamLink, { kind: 'refused' }>, { live }: PodsMessages): string {
  switch (link.kind) {
    case 'connecting':
      return live.connectingHint;
    case 'live':
      return live.liveHint;
    case 'reconnecting':
      return live.reconnectingHint(clockTime(link.since));
    case 'stale':
      return live.staleHint(clockTime(link.since));
  }
}
