'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { registerActions } from '#components/actions/actions.ts';
import { podHref, podsHref, shellHref } from '#components/addresses/pages.ts';
import { type ShellPlace, shellPaneId, whereText } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { notePlace } from '#components/recents/note-place.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { pageIdle } from '#components/ui/when-idle.ts';
import type { ShellSettings } from '../pane/session/browser-ports.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { useLeaveQuestion } from './questions/use-leave-question.ts';
import { useScreenLook } from './settings/use-screen-look.ts';
import { ShellHeader } from './shell-header.tsx';
import { ShellStates } from './states/shell-states.tsx';
import { TerminalView } from './terminal-view.tsx';
import { useTerminalPane } from './use-terminal-pane.ts';

const RunningOffer = onDemand(async () => {
  // The first prompt comes first.
  await pageIdle();
  return (await import('./questions/running-offer.tsx')).RunningOffer;
});

/** The full page of a shell: one terminal that fills the window. */
export function ShellPage({
  place,
  contextName,
  settings,
  switches,
}: {
  place: ShellPlace;
  /** The context of `place`; '' if unknown. */
  contextName: string;
  settings: ShellSettings;
  /** Language and theme, for the header. */
  switches: ReactNode;
}) {
  const messages = useMessages(terminalCatalog);
  const router = useRouter();
  const paneId = shellPaneId(place);
  const { pane, view } = useTerminalPane(paneId, place, settings, useScreenLook());
  const { state, container, bell, title: programTitle } = view;
  useLeaveQuestion(view.isBusy || view.pasting !== null);
  const toPods = podsHref({ context: place.context, namespaces: [place.namespace] });
  const exitRef = useRef<HTMLAnchorElement>(null);

  const title = messages.title(place.pod, container, whereText(place.namespace, contextName), programTitle);
  usePageTitle(bell ? messages.titleWithBell(title) : title);

  const { namespace, pod } = place;
  const isReady = state.kind === 'ready';
  useEffect(() => {
    if (isReady) void notePlace(contextName, { pod: { namespace, pod } });
  }, [isReady, contextName, namespace, pod]);

  const { share } = messages.actions;
  useEffect(() => {
    if (pane === null || !isReady) return;
    return registerActions([
      { id: 'terminal.share', label: share, group: messages.listedKeys.group, run: () => pane.askToShare() },
    ]);
  }, [pane, isReady, share, messages]);

  useEffect(() => {
    // Focus the terminal if the focus was lost with a removed button; a focus elsewhere stays.
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (state.kind === 'ready' && nowhere) pane?.focus();
  }, [pane, state.kind]);

  return (
    <div className="flex h-(--visible-height,100dvh) flex-col bg-canvas">
      <ShellHeader
        namespace={place.namespace}
        pod={place.pod}
        context={contextName}
        podsHref={toPods}
        podHref={podHref(place)}
        pane={pane}
        view={view}
        onEnd={() => pane?.connection.end()}
        onSearch={() => void pane?.openSearch()}
        exitRef={exitRef}
        switches={switches}
      />
      <main className="pane-room min-h-0 flex-1">
        <ShellStates
          place={place}
          pane={pane}
          view={view}
          resumeSeconds={settings.resumeSeconds}
          reopenSeconds={settings.reopenSeconds}
          podsHref={toPods}
          onAttach={(to) => router.replace(shellHref({ ...place, ...to, attach: true }))}
        />
        {view.state.kind === 'ready' && view.state.isNew && (
          <RunningOffer place={place} pane={pane} view={view} />
        )}
        <TerminalView
          id={paneId}
          place={place}
          pane={pane}
          view={view}
          onLeave={() => exitRef.current?.focus()}
        />
      </main>
    </div>
  );
}
