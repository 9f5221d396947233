'use client';

import { Container, Maximize2, Minimize2, Search, SquareTerminal, User } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { podHref, podsHref } from '#components/addresses/pages.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { Fact, PodHeader } from '#components/contexts/pod-header.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import type { ViewPlace } from '#protocol/sharing.ts';
import type { ScreenSize } from '../connection/ports.ts';
import type { ConnectionSettings } from '../pane/session/browser-ports.ts';
import { sharingCatalog } from '../sharing/catalog.ts';
import { sharedProcess } from '../sharing/shared-process.ts';
import { useScreenLook } from '../views/settings/use-screen-look.ts';
import { FailurePanel } from '../views/states/failure-panel.tsx';
import { NoticeList } from '../views/states/notice-list.tsx';
import { StateAnnouncer } from '../views/states/state-announcer.tsx';
import { ConnectingStrip, ReconnectingStrip } from '../views/states/state-strip.tsx';
import { TerminalView } from '../views/terminal-view.tsx';
import { useTerminalPane } from '../views/use-terminal-pane.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { useFittedLook } from './use-fitted-look.ts';
import { WatchBar } from './watch-bar.tsx';
import { useEndText, WatchedEnd } from './watched-end.tsx';

/** Somebody else's terminal, as its owner sees it. */
export function WatchedTerminal({
  viewId,
  shell,
  settings,
  switches,
}: {
  viewId: string;
  /** What the link leads to. */
  shell: ViewPlace;
  settings: ConnectionSettings;
  /** Language and theme, for the header. */
  switches: ReactNode;
}) {
  const messages = useMessages(terminalCatalog);
  const { watcher: words } = useMessages(sharingCatalog);
  const { owner, context, namespace, pod, container, attached: attach = false } = shell;
  const [fits, setFits] = useState(true);
  const room = useRef<HTMLDivElement>(null);
  const exit = useRef<HTMLAnchorElement>(null);
  const [ownerSize, setOwnerSize] = useState<ScreenSize | null>(null);
  const look = useFittedLook(useScreenLook(), room, ownerSize, fits);
  const place = { context, namespace, pod, container, ...(attach && { attach }) };
  const { pane, view } = useTerminalPane(`watch ${viewId}`, place, { ...settings, viewId }, look);
  // The pane needs the look that its size decides.
  if (view.ownerSize !== ownerSize) setOwnerSize(view.ownerSize);
  const { state } = view;
  const toPods = podsHref({ context, namespaces: [namespace] });
  const of = sharedProcess(view.attached);
  usePageTitle(words.pageTitle[of](owner, `${pod} · ${container} · ${whereText(namespace, context)}`));
  const ended = useEndText(state, of);
  const viewers = state.kind === 'ready' ? view.viewers : null;
  return (
    <div className="flex h-(--visible-height,100dvh) flex-col bg-canvas">
      <PodHeader
        namespace={namespace}
        pod={pod}
        context={context}
        podsHref={toPods}
        podHref={podHref(place)}
        messages={messages}
        podsRef={exit}
        before={<Fact icon={Container} name={messages.container} value={view.container} />}
        after={
          <>
            <Fact icon={SquareTerminal} name={messages.shell} value={view.shell} />
            <Fact icon={User} name={words.owner} value={owner} />
          </>
        }
      >
        <div className="flex items-center gap-1 max-sm:gap-0">
          <Button
            variant="ghost"
            size="icon"
            aria-label={messages.search.open}
            onClick={() => void pane?.openSearch()}
          >
            <Search aria-hidden />
          </Button>
          {switches}
        </div>
      </PodHeader>
      <WatchBar
        pane={pane}
        owner={owner}
        of={of}
        viewers={viewers}
        isOver={state.kind === 'exited' || state.kind === 'failed'}
      >
        <Button size="sm" onClick={() => setFits(!fits)}>
          {fits ? <Maximize2 aria-hidden /> : <Minimize2 aria-hidden />}
          {fits ? words.fullSize : words.fit}
        </Button>
      </WatchBar>
      <main ref={room} className="pane-room min-h-0 flex-1">
        <NoticeList notices={view.notices} onClose={(noticeId) => pane?.closeNotice(noticeId)} />
        <StateAnnouncer state={state} watched={{ connecting: words.loading, exited: () => ended }} />
        {state.kind === 'connecting' && <ConnectingStrip attaches={attach} />}
        {state.kind === 'reconnecting' && (
          <ReconnectingStrip state={state} resumeSeconds={0} isWatching onRetry={() => pane?.retry()} />
        )}
        {state.kind === 'exited' && <WatchedEnd text={ended} />}
        {state.kind === 'failed' && (
          <FailurePanel
            purpose="watch"
            problem={state.problem}
            target={place}
            podsHref={toPods}
            resumeSeconds={0}
            reopenSeconds={0}
            onNewShell={() => pane?.restart()}
            onTakeBack={() => pane?.retry()}
            onChooseShell={() => {}}
            onGiveReason={() => {}}
            onAskForShell={() => {}}
          />
        )}
        <TerminalView
          id={`watch ${viewId}`}
          place={place}
          pane={pane}
          view={view}
          scrolls
          onLeave={() => exit.current?.focus()}
        />
      </main>
    </div>
  );
}
