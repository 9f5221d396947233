'use client';

import { useEffect, useState } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { endRunning, loadDetachedIn } from '#components/sessions/session-feed.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { SessionInfo } from '#protocol/api.ts';
import type { PaneView } from '../../pane/pane-view.ts';
import type { TerminalPane } from '../../pane/terminal-pane.ts';

const RunningShellsOffer = onDemand(
  async () => (await import('#components/sessions/running-shells-offer.tsx')).RunningShellsOffer,
);

const NONE: readonly SessionInfo[] = [];

/**
 * Offers the user's detached shells in the same container in place of a new one, until the new one is used: nothing
 * is lost then when it is given up.
 */
export function RunningOffer({
  place: { context, namespace, pod },
  pane,
  view,
}: {
  place: PodPlace;
  pane: Pick<TerminalPane, 'connection' | 'focus'> | null;
  view: Pick<PaneView, 'state' | 'hasTyped'>;
}) {
  const { state, hasTyped } = view;
  const [sessions, setSessions] = useState(NONE);
  const container = state.kind === 'ready' && state.isNew ? state.container : '';

  useEffect(() => {
    if (container === '') return;
    const ended = new AbortController();
    void loadDetachedIn({ context, namespace, pod, container }, ended.signal).then((found) => {
      if (!ended.signal.aborted) setSessions(found);
    });
    return () => {
      ended.abort();
      setSessions(NONE);
    };
  }, [context, namespace, pod, container]);

  if (sessions.length === 0 || hasTyped) return null;
  return (
    <RunningShellsOffer
      sessions={sessions}
      onTakeUp={({ sessionId, offset }) => {
        pane?.connection.takeUp({ sessionId, shownBytes: offset, takesOver: true });
        pane?.focus();
      }}
      onEnd={({ sessionId }) => {
        void endRunning(sessionId);
        setSessions((all) => all.filter((session) => session.sessionId !== sessionId));
        pane?.focus();
      }}
      onDismiss={() => {
        setSessions(NONE);
        pane?.focus();
      }}
    />
  );
}
