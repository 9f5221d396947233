'use client';

import { type CSSProperties, useCallback, useState } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { takeUpInDock } from '#components/addresses/open-in-dock.ts';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { useSessionFates } from '#components/sessions/use-session-fates.ts';
import type { ShellSettings } from '#components/terminal/pane/session/browser-ports.ts';
import { endSession } from '#components/terminal/pane/session/session-requests.ts';
import { usePreparedTerminals } from '#components/terminal/views/use-prepared-terminals.ts';
import { classNames } from '#components/ui/class-names.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { BroadcastBar } from '../broadcast/broadcast-bar.tsx';
import { useBroadcast } from '../broadcast/use-broadcast.ts';
import { dockCatalog } from '../catalog.ts';
import { dockActions } from '../commands/dock-actions.ts';
import { useClosedShells } from '../commands/use-closed-shells.ts';
import { type DockRequest, useDock } from '../commands/use-dock.ts';
import { useDockCommands } from '../commands/use-dock-commands.ts';
import { useDragged } from '../commands/use-dragged.ts';
import { dockHeight, usePageSpace } from '../commands/use-page-space.ts';
import { useSightOfPage } from '../commands/use-sight-of-page.ts';
import { useTerminals } from '../commands/use-terminals.ts';
import type { ClosedShell } from '../state/closed-shells.ts';
import { panesOf } from '../state/dock-layout.ts';
import { activePane, activeTab, EMPTY_DOCK } from '../state/dock-state.ts';
import { ClosedShellList } from './closed-shell-list.tsx';
import { Divider } from './divider.tsx';
import { DockBar } from './dock-bar.tsx';
import { DockBody } from './dock-body.tsx';
import type { LogEvents } from './dock-log.tsx';
import type { TerminalEvents } from './dock-terminal.tsx';
import { shownTab } from './pane-name.ts';

export { askShellAhead } from '#components/terminal/views/kept-choices.ts';

const PodPicker = onDemand(async () => (await import('./pod-picker.tsx')).PodPicker);

/**
 * The terminals and logs that stay open while the user navigates.
 * @param hidden true on the full page of a shell; the dock's shells keep running
 * @param requests panes to open; `onTaken` is called with those that were opened
 */
export function Dock({
  hidden,
  settings,
  requests,
  onTaken,
}: {
  hidden: boolean;
  settings: ShellSettings;
  requests: readonly DockRequest[];
  onTaken: (taken: readonly DockRequest[]) => void;
}) {
  const messages = useMessages(dockCatalog);
  const { state, dispatch, restored, store } = useDock(requests, onTaken);
  usePreparedTerminals(settings.sockjsPrefix, state.share);
  const terminals = useTerminals();
  const { panes, statuses, onPane, onStatus, onLog, logOf } = terminals;
  const broadcast = useBroadcast(state, { panes, statuses });
  const [platform] = useState(() => platformOf(navigator.userAgent));
  const { reopenSeconds } = settings;
  const closed = useClosedShells(reopenSeconds, store);
  const fates = useSessionFates(hidden ? [] : closed.shells.map(({ kept }) => kept.sessionId));
  const control = useDockCommands(state, dispatch, terminals, closed.add);
  const tab = activeTab(state);
  const { view } = state;
  const active = tab && activePane(tab);
  const pane = (active && panes.get(active.id)) ?? null;
  const kind = active?.kind ?? 'terminal';
  const searchLog = active?.kind === 'log' ? () => logOf(active.id)?.openSearch() : undefined;
  usePageSpace(hidden || tab === undefined ? null : state);
  useSightOfPage(state, store !== null, (shown) => dispatch({ kind: 'view-changed', view: shown }));

  const onLeave = useCallback(() => {
    const selected = document.querySelector<HTMLElement>(
      '[role="tab"][aria-selected="true"][id^="tab-dock:"]',
    );
    selected?.focus();
  }, []);
  const [dragged, drag] = useDragged();
  const events: TerminalEvents & LogEvents = {
    onPane,
    onLog,
    onStatus,
    onLeave,
    onActive: (paneId) => dispatch({ kind: 'pane-activated', paneId }),
    onPlace: (paneId, place) => dispatch({ kind: 'pane-placed', paneId, place }),
    onLogChange: (paneId, change) => dispatch({ kind: 'log-changed', paneId, ...change }),
    onClose: control.commands.close,
    onDrag: drag,
  };

  useActions(
    tab === undefined || hidden
      ? []
      : dockActions(messages, {
          platform,
          view,
          tabCount: state.tabs.length,
          paneCount: panesOf(tab.layout).length,
          kind,
          pane,
          searchLog,
          commands: control.commands,
          broadcast,
        }),
  );

  const reopen = ({ id, place, kept }: ClosedShell) => {
    // By the same way as any running shell: it may have been taken up since, in this window or in another.
    if (takeUpInDock({ place, ...kept })) closed.remove(id);
  };
  const closedShells = !hidden && closed.shells.length > 0 && (
    <ClosedShellList
      shells={closed.shells}
      fates={fates}
      reopenSeconds={reopenSeconds}
      onReopen={reopen}
      onEnd={({ id, kept }) => {
        endSession(kept.sessionId);
        closed.remove(id);
      }}
      onDismiss={(shells) => {
        for (const { id } of shells) closed.remove(id);
      }}
    />
  );
  if (tab === undefined) return closedShells;
  const { scope } = broadcast;
  const broadcastTab = state.tabs.find(({ id }) => scope.kind === 'tab' && id === scope.tabId);
  return (
    <>
      <section
        aria-label={messages.dock}
        data-view={view}
        hidden={hidden}
        style={{ '--dock-height': dockHeight(state.share) } as CSSProperties}
        className={classNames(
          'fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface shadow-pop print:hidden',
          hidden ? 'hidden' : 'flex flex-col',
          view === 'open' &&
            'h-(--dock-height) cramped:top-0 cramped:bottom-auto cramped:h-(--visible-height,100dvh)',
          view === 'maximised' && 'top-0 bottom-auto h-(--visible-height,100dvh)',
        )}
      >
        {view === 'open' && (
          <Divider
            lies="flat"
            label={messages.height}
            value={1 - state.share}
            rest={1 - EMPTY_DOCK.share}
            shareAt={(pointer) => pointer.clientY / window.innerHeight}
            onMove={(above) => dispatch({ kind: 'height-changed', share: 1 - above })}
            className="inset-x-0 top-0 cramped:hidden"
          />
        )}
        <DockBar
          state={state}
          tab={tab}
          pane={pane}
          onSearch={searchLog ?? (() => void pane?.openSearch())}
          statuses={statuses}
          control={control}
          broadcast={broadcast}
          dragged={dragged}
          onDrag={drag}
          onRename={(tabId, name) => dispatch({ kind: 'renamed', tabId, name })}
        />
        {control.isBlocked && (
          <p
            role="alert"
            className="shrink-0 border-line border-b bg-warn-soft px-3 py-1.5 text-sm text-warn-text"
          >
            {messages.blocked}
          </p>
        )}
        <BroadcastBar
          broadcast={broadcast}
          tabName={
            broadcastTab === undefined
              ? ''
              : shownTab(messages, broadcastTab, statuses, broadcast.receivers).name
          }
          platform={platform}
          isShown={view !== 'minimised'}
        />
        <DockBody
          state={state}
          tab={tab}
          isHidden={hidden || view === 'minimised'}
          panes={panes}
          statuses={statuses}
          restored={restored}
          receivers={broadcast.receivers}
          settings={settings}
          events={events}
          dragged={dragged}
          onDrop={control.commands.drop}
          dispatch={dispatch}
        />
      </section>
      {control.askedSplit !== null && active !== undefined && (
        <PodPicker
          kind={kind}
          context={active.place.context}
          onChoose={(place) => {
            control.endAsking();
            control.commands.splitWith(control.askedSplit ?? 'row', place);
          }}
          onClose={control.endAsking}
          onCancelled={control.focusActive}
        />
      )}
      {closedShells}
    </>
  );
}
