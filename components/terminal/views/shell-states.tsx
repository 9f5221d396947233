'use client';

import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { FailurePanel } from './failure-panel.tsx';
import { NoticeList } from './notice-list.tsx';
import { StateAnnouncer } from './state-announcer.tsx';
import { ConnectingStrip, ExitedBar, ReconnectingStrip } from './state-strip.tsx';

/**
 * Failures, notices and questions of a terminal, with their buttons. Rendered before the terminal so that Tab reaches
 * them: the terminal itself sends Tab to the shell. The parent is a `pane-room`: the size of the pane decides their layout.
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
  /** How long the server keeps a shell without a connection, in seconds; 0: not at all. */
  resumeSeconds: number;
  /** URL of the pod list. */
  podsHref: string;
  /** See {@link FailurePanel}. */
  linksInNewTab?: boolean;
}) {
  const { state } = view;
  const restart = () => pane?.restart();
  const retry = () => pane?.retry();
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
          onChooseShell={(shell) => pane?.openShell(shell)}
          onAskForShell={() => pane?.askForShell()}
        />
      )}
    </>
  );
}
