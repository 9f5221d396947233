'use client';

import { Plug } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { PaneView } from '../pane/pane-view.ts';
import { attachCatalog } from '../words/attach-catalog.ts';

/** Says in a terminal that it is no new shell, and leaves the process. */
export function AttachedBadge({ view, onDetach }: { view: PaneView; onDetach: () => void }) {
  const messages = useMessages(attachCatalog);
  const { attached, state } = view;
  if (attached === null || state.kind !== 'ready') return null;
  return (
    <p
      data-pane-bar
      className="flex shrink-0 items-center gap-2 border-line border-b bg-info-soft px-3 py-1 text-info-text text-xs"
    >
      <Plug aria-hidden className="size-3.5 shrink-0" />
      <span title={messages.badgeHint} className="min-w-0 flex-1 truncate">
        {attached.input ? messages.badge : messages.readOnly}
        <span className="pl-2 text-ink-muted">
          {attached.debug && attached.terminal && `${messages.noPrompt} `}
          {messages.badgeHint}
        </span>
      </span>
      <button
        type="button"
        title={messages.detachHint}
        onClick={onDetach}
        className="shrink-0 rounded-sm px-1.5 font-medium underline-offset-4 hover:underline"
      >
        {messages.detach}
      </button>
    </p>
  );
}
