'use client';

import { onDemand } from '#components/ui/on-demand.tsx';
import type { ViewersMessage } from '#protocol/viewing-messages.ts';
import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';

const WatchedBy = onDemand(async () => (await import('../sharing/watched-by.tsx')).WatchedBy);

/** Who watches the user's own shell; null while nobody does. */
export function viewersOf(pane: TerminalPane | null, view: PaneView): ViewersMessage | null {
  const isOwn = pane !== null && pane.viewId === undefined;
  const { state, viewers } = view;
  return isOwn && state.kind === 'ready' && viewers !== null && viewers.Names.length > 0 ? viewers : null;
}

/** Says in a header by how many the shell is watched; its code loads with the first watcher. */
export function WatchedBadge({
  pane,
  view,
  isShort = false,
}: {
  pane: TerminalPane | null;
  view: PaneView;
  /** The number alone is seen, as on small windows. */
  isShort?: boolean;
}) {
  const viewers = viewersOf(pane, view);
  if (pane === null || viewers === null) return null;
  return <WatchedBy pane={pane} names={viewers.Names} isShort={isShort} />;
}
