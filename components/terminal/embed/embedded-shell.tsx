'use client';

import { useEffect } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import { type ShellPlace, shellPaneId, whereText } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import type { ShellSettings } from '../pane/session/browser-ports.ts';
import { useLeaveQuestion } from '../views/questions/use-leave-question.ts';
import { useScreenLook } from '../views/settings/use-screen-look.ts';
import { ShellStates } from '../views/states/shell-states.tsx';
import { TerminalView } from '../views/terminal-view.tsx';
import { useTerminalPane } from '../views/use-terminal-pane.ts';
import { WatchedBadge } from '../views/watched-badge.tsx';
import { terminalCatalog } from '../words/catalog.ts';
import { useEmbedChannel } from './use-embed-channel.ts';

/** One terminal for a frame in another page. It gets the focus only from the user or the host. */
export function EmbeddedShell({
  place,
  settings,
  allowedHosts,
}: {
  place: ShellPlace;
  settings: ShellSettings;
  /** Origins of the pages that may embed it and exchange messages with it. */
  allowedHosts: readonly string[];
}) {
  const messages = useMessages(terminalCatalog);
  const contextName = useContextName(place.context);
  const paneId = shellPaneId(place);
  const { pane, view } = useTerminalPane(paneId, place, settings, useScreenLook());
  const { state, container, title } = view;
  // A frame must not hold up its host's page for a shell that its user never used.
  useLeaveQuestion(view.isBusy && view.hasTyped);
  useEmbedChannel(pane, place, allowedHosts);

  usePageTitle(messages.title(place.pod, container, whereText(place.namespace, contextName), title));

  useEffect(() => {
    // The focus was lost with the button that opened the new shell.
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (state.kind === 'ready' && nowhere && document.hasFocus()) pane?.focus();
  }, [pane, state.kind]);

  return (
    <main className="pane-room h-(--visible-height,100dvh) bg-terminal">
      <h1 className="sr-only">{messages.terminal(place.pod, container, place.namespace, contextName)}</h1>
      <ShellStates
        place={place}
        pane={pane}
        view={view}
        resumeSeconds={settings.resumeSeconds}
        reopenSeconds={settings.reopenSeconds}
        podsHref={podsHref({ context: place.context, namespaces: [place.namespace] })}
        linksInNewTab
      />
      <div className="flex shrink-0 justify-end border-line border-b bg-surface px-2 py-0.5 empty:hidden">
        <WatchedBadge pane={pane} view={view} />
      </div>
      <TerminalView
        id={paneId}
        place={place}
        pane={pane}
        view={view}
        takesFocus={false}
        // Without a focused element, the next Tab moves on into the host page.
        onLeave={() => (document.activeElement as HTMLElement | null)?.blur()}
      />
    </main>
  );
}
