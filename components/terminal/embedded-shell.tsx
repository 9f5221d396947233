'use client';

import { useEffect } from 'react';
import type { ConnectionSettings } from './browser-ports.ts';
import { FailurePanel } from './failure-panel.tsx';
import { NoticeList } from './notice-list.tsx';
import type { ShellPlace } from './ports.ts';
import { podsPath, shellPaneId } from './shell-links.ts';
import { StateAnnouncer } from './state-announcer.tsx';
import { ConnectingStrip, ExitedBar, ReconnectingStrip } from './state-strip.tsx';
import { messages } from './terminal-messages.ts';
import { TerminalView } from './terminal-view.tsx';
import { useEmbedChannel } from './use-embed-channel.ts';
import { useScreenLook } from './use-screen-look.ts';
import { useTerminalPane } from './use-terminal-pane.ts';

/** One terminal alone, for a frame of another page. It takes the focus only when its user or its host gives it. */
export function EmbeddedShell({
  place,
  settings,
  allowedHosts,
}: {
  place: ShellPlace;
  settings: ConnectionSettings;
  /** Origins of the pages that may show it and talk with it. */
  allowedHosts: readonly string[];
}) {
  const paneId = shellPaneId(place);
  const { pane, view } = useTerminalPane(paneId, place, settings, useScreenLook());
  const { state, container } = view;
  useEmbedChannel(pane, place, allowedHosts);

  useEffect(() => {
    document.title = messages.title(place.pod, container);
  }, [place.pod, container]);

  useEffect(() => {
    // The button that asked for a new shell has just gone.
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (state.kind === 'ready' && nowhere && document.hasFocus()) pane?.focus();
  }, [pane, state.kind]);

  const restart = () => pane?.connection.restart();
  const retry = () => pane?.connection.retryNow();
  return (
    <main className="relative flex h-dvh flex-col bg-terminal">
      <h1 className="sr-only">{messages.terminal(place.pod, container)}</h1>
      <NoticeList notices={view.notices} onClose={(noticeId) => pane?.closeNotice(noticeId)} />
      <StateAnnouncer state={state} />
      {state.kind === 'connecting' && <ConnectingStrip />}
      {state.kind === 'reconnecting' && <ReconnectingStrip state={state} onRetry={retry} />}
      {state.kind === 'exited' && <ExitedBar state={state} onRestart={restart} />}
      {state.kind === 'failed' && (
        <FailurePanel
          problem={state.problem}
          podsHref={podsPath(place)}
          linksInNewTab
          onNewShell={restart}
          onTakeBack={retry}
        />
      )}
      <TerminalView
        id={paneId}
        pod={place.pod}
        pane={pane}
        view={view}
        takesFocus={false}
        // From nowhere, the next Tab leads on into the host.
        onLeave={() => (document.activeElement as HTMLElement | null)?.blur()}
      />
    </main>
  );
}
