'use client';

import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { ReconnectingStrip } from '#components/terminal/views/states/state-strip.tsx';
import { usePaneView } from '#components/terminal/views/use-terminal-pane.ts';

/** Says once for several terminals that their connection is lost. */
export function SharedReconnecting({
  panes: [first, ...others],
  resumeSeconds,
}: {
  /** The terminals that reconnect, at least one. */
  panes: readonly [TerminalPane, ...TerminalPane[]];
  resumeSeconds: number;
}) {
  const view = usePaneView(first);
  const state = view?.state;
  if (state?.kind !== 'reconnecting') return null;
  const onRetry = () => {
    for (const pane of [first, ...others]) pane.retry();
  };
  return (
    <ReconnectingStrip
      state={state}
      terminals={others.length + 1}
      resumeSeconds={resumeSeconds}
      isAttached={[first, ...others].every((pane) => pane.view.attached !== null)}
      onRetry={onRetry}
    />
  );
}
