'use client';

import type { PaneView, TerminalPane } from '../pane/terminal-pane.ts';
import { FailurePanel } from './failure-panel.tsx';
import { NoticeList } from './notice-list.tsx';
import { StateAnnouncer } from './state-announcer.tsx';
import { ConnectingStrip, ExitedBar, ReconnectingStrip } from './state-strip.tsx';

/**
 * What a terminal has to say besides its output, and what can be done about it. Stands before the terminal, which
 * takes Tab for the shell: the keyboard reaches all of this on its way. Its parent is positioned, and a column.
 */
export function ShellStates({
  pane,
  view,
  resumeSeconds,
  podsHref,
  linksInNewTab = false,
}: {
  pane: TerminalPane | null;
  view: PaneView;
  /** How long the server keeps a shell without a connection; 0: not at all. */
  resumeSeconds: number;
  /** Address of the list of pods. */
  podsHref: string;
  /** As for {@link FailurePanel}. */
  linksInNewTab?: boolean;
}) {
  const { state } = view;
  const restart = () => pane?.connection.restart();
  const retry = () => pane?.connection.retryNow();
  return (
    <>
      <NoticeList notices={view.notices} onClose={(noticeId) => pane?.closeNotice(noticeId)} />
      <StateAnnouncer state={state} />
      {state.kind === 'connecting' && <ConnectingStrip />}
      {state.kind === 'reconnecting' && (
        <ReconnectingStrip state={state} resumeSeconds={resumeSeconds} onRetry={retry} />
      )}
      {state.kind === 'exited' && <ExitedBar state={state} onRestart={restart} />}
      {state.kind === 'failed' && (
        <FailurePanel
          problem={state.problem}
          podsHref={podsHref}
          linksInNewTab={linksInNewTab}
          onNewShell={restart}
          onTakeBack={retry}
        />
      )}
    </>
  );
}
