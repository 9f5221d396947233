'use client';

import { useState } from 'react';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { DebugEntry } from '#components/debug/debug-stream.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Notice } from '../../connection/connection-listener.ts';
import type { PaneView } from '../../pane/pane-view.ts';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import { FailurePanel } from './failure-panel.tsx';
import { NoticeList } from './notice-list.tsx';
import { StateAnnouncer } from './state-announcer.tsx';
import { ConnectingStrip, ExitedBar, ReconnectingStrip } from './state-strip.tsx';

const PastingStrip = onDemand(async () => (await import('./pasting-strip.tsx')).PastingStrip);
const DebugDialog = onDemand(async () => (await import('#components/debug/debug-dialog.tsx')).DebugDialog);

/**
 * Failures, notices and questions of a terminal, with their buttons. Rendered before the terminal so that Tab reaches
 * them: the terminal itself sends Tab to the shell. The parent is a `pane-room`: the size of the pane decides their layout.
 */
export function ShellStates({
  place,
  pane,
  view,
  resumeSeconds,
  reopenSeconds,
  podsHref,
  linksInNewTab = false,
  onAttach,
  speaksForAll = true,
  showsLoss = true,
}: {
  place: ShellPlace;
  pane: TerminalPane | null;
  view: PaneView;
  /** How long the server keeps a shell without a connection, in seconds; 0: not at all. */
  resumeSeconds: number;
  /** The same after its page was closed or left. */
  reopenSeconds: number;
  /** URL of the pod list. */
  podsHref: string;
  /** See {@link FailurePanel}. */
  linksInNewTab?: boolean;
  /** Goes on in this terminal with a container of the pod or of a copy; undefined where none can be added. */
  onAttach?: ((entry: DebugEntry) => void) | undefined;
  /** False: another terminal says what concerns all of them. */
  speaksForAll?: boolean;
  /** False: a lost connection is shown once for several terminals, elsewhere. */
  showsLoss?: boolean;
}) {
  const { state } = view;
  const [debugs, setDebugs] = useState(false);
  const isLost = state.kind === 'reconnecting';
  const restart = () => pane?.restart();
  const retry = () => pane?.retry();
  return (
    <>
      <NoticeList
        notices={speaksForAll ? view.notices : view.notices.filter(({ notice }) => !concernsAll(notice))}
        isAttached={view.attached !== null}
        onClose={(noticeId) => pane?.closeNotice(noticeId)}
      />
      <StateAnnouncer
        state={state}
        isAttached={view.attached !== null}
        isQuiet={view.isQuiet}
        isSilent={isLost && !showsLoss && !speaksForAll}
      />
      {state.kind === 'connecting' && <ConnectingStrip attaches={view.attached !== null} />}
      {state.kind === 'ready' && view.pasting !== null && (
        <PastingStrip part={view.pasting} onStop={() => pane?.stopPaste()} />
      )}
      {state.kind === 'reconnecting' && showsLoss && (
        <ReconnectingStrip
          state={state}
          resumeSeconds={resumeSeconds}
          isAttached={view.attached !== null}
          onRetry={retry}
        />
      )}
      {state.kind === 'exited' && (
        <ExitedBar state={state} wasAttached={view.attached !== null} onRestart={restart} />
      )}
      {state.kind === 'failed' && (
        <FailurePanel
          problem={state.problem}
          target={{ ...place, container: view.container }}
          podsHref={podsHref}
          linksInNewTab={linksInNewTab}
          resumeSeconds={resumeSeconds}
          reopenSeconds={reopenSeconds}
          wasAttached={view.attached !== null}
          onNewShell={restart}
          onTakeBack={retry}
          onChooseShell={(shell) => pane?.openShell(shell)}
          onGiveReason={(reason) => pane?.restart(reason)}
          onAskForShell={() => pane?.askForShell()}
          onDebug={
            onAttach &&
            (() =>
              void DebugDialog.load().then(
                () => setDebugs(true),
                () => {},
              ))
          }
        />
      )}
      {debugs && onAttach !== undefined && (
        <DebugDialog
          place={place}
          onReady={(entry) => {
            setDebugs(false);
            onAttach(entry);
          }}
          onCancel={() => setDebugs(false)}
          onClosed={() => pane?.focus()}
        />
      )}
    </>
  );
}

/** The server says it to every terminal. */
function concernsAll(notice: Notice): boolean {
  return notice.kind === 'server' && notice.code === 'draining';
}
