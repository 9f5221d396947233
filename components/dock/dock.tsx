'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConnectionSettings } from '#components/terminal/browser-ports.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Divider } from './divider.tsx';
import { type DockPane, panesOf } from './dock-layout.ts';
import { DockPanel, tabElementId } from './dock-panel.tsx';
import { activePane, activeTab, type DockTab } from './dock-state.ts';
import { DockTabs } from './dock-tabs.tsx';
import type { TerminalEvents } from './dock-terminal.tsx';
import { DockToolbar } from './dock-toolbar.tsx';
import { endSession, moveToWindow } from './kept-sessions.ts';
import { messages } from './messages.ts';
import { newPaneId } from './pane-id.ts';
import { FIRST_STATUS, joinStatuses, type PaneStatuses } from './pane-status.ts';
import { RenameForm } from './rename-form.tsx';
import type { TabCommand } from './tab-keys.ts';
import { useDock } from './use-dock.ts';
import { usePageSpace } from './use-page-space.ts';
import { useTerminals } from './use-terminals.ts';

/**
 * The terminals that stay while the user walks the pages.
 * @param hidden the page has the window for itself; the shells go on
 * @param requests shells to be opened; `onTaken` is called with those that have been
 */
export function Dock({
  hidden,
  settings,
  requests,
  onTaken,
}: {
  hidden: boolean;
  settings: ConnectionSettings;
  requests: readonly DockPane[];
  onTaken: (taken: readonly DockPane[]) => void;
}) {
  const { state, dispatch, restored } = useDock(requests, onTaken);
  const { statuses, onPane, onStatus, paneOf } = useTerminals();
  const [renamedTabId, setRenamedTabId] = useState<string | null>(null);
  const [isBlocked, setBlocked] = useState(false);
  /** What of the active tab gets the focus when the state has changed. */
  const focusNext = useRef<'terminal' | 'tab' | null>(null);
  const tab = activeTab(state);
  const { view } = state;
  const isBodyShown = !hidden && view !== 'minimised';
  usePageSpace(hidden || tab === undefined ? null : state);

  useEffect(() => {
    const target = focusNext.current;
    focusNext.current = null;
    if (target === null) return;
    if (tab === undefined) document.getElementById('content')?.focus();
    else if (target === 'terminal') paneOf(tab.activePaneId)?.focus();
    else document.getElementById(tabElementId(tab.id))?.focus();
  });

  const onLeave = useCallback(() => {
    const selected = document.querySelector<HTMLElement>(
      '[role="tab"][aria-selected="true"][id^="tab-dock:"]',
    );
    selected?.focus();
  }, []);
  const closePanes = useCallback(
    (panes: readonly Pick<DockPane, 'id'>[], focus: 'terminal' | 'tab') => {
      for (const { id } of panes) {
        paneOf(id)?.connection.remember();
        endSession(id);
        dispatch({ kind: 'pane-closed', paneId: id });
      }
      focusNext.current = focus;
    },
    [dispatch, paneOf],
  );
  const events = useMemo<TerminalEvents>(
    () => ({
      onPane,
      onStatus,
      onLeave,
      onActive: (paneId) => dispatch({ kind: 'pane-activated', paneId }),
      onClose: (paneId) => closePanes([{ id: paneId }], 'terminal'),
    }),
    [onPane, onStatus, onLeave, closePanes, dispatch],
  );

  if (tab === undefined) return null;
  const pane = activePane(tab);
  const panes = panesOf(tab.layout);
  const paneIndex = panes.findIndex(({ id }) => id === tab.activePaneId);
  const renamedTab = state.tabs.find(({ id }) => id === renamedTabId);
  const onCommand = (tabId: string, command: TabCommand) => {
    const target = state.tabs.find(({ id }) => id === tabId);
    if (target === undefined) return;
    switch (command.kind) {
      case 'show':
      case 'enter':
        dispatch({ kind: 'tab-activated', tabId });
        focusNext.current = 'terminal';
        break;
      case 'close':
        closePanes(panesOf(target.layout), 'tab');
        break;
      case 'rename':
        setRenamedTabId(tabId);
        break;
      case 'go': {
        const other = state.tabs[command.to];
        if (other !== undefined) dispatch({ kind: 'tab-activated', tabId: other.id });
        break;
      }
      case 'move':
        dispatch({ kind: 'tab-moved', tabId, to: command.to });
        if (tabId === tab.id) focusNext.current = 'tab';
        break;
    }
  };
  const onWindow = () => {
    if (pane === undefined) return;
    paneOf(pane.id)?.connection.remember();
    const isOpen = moveToWindow(pane.id, pane.place);
    setBlocked(!isOpen);
    if (isOpen) dispatch({ kind: 'pane-closed', paneId: pane.id });
  };
  return (
    <section
      aria-label={messages.dock}
      data-view={view}
      hidden={hidden}
      className={classNames(
        'fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface shadow-pop',
        hidden ? 'hidden' : 'flex flex-col',
        view === 'open' && 'h-(--dock-height) max-sm:h-dvh',
        view === 'maximised' && 'h-dvh',
      )}
    >
      {view === 'open' && (
        <Divider
          lies="flat"
          label={messages.height}
          value={1 - state.share}
          shareAt={(pointer) => pointer.clientY / window.innerHeight}
          onMove={(above) => dispatch({ kind: 'height-changed', share: 1 - above })}
          className="inset-x-0 top-0 max-sm:hidden"
        />
      )}
      <div className="flex h-9 shrink-0 items-center border-line border-b">
        {renamedTab === undefined ? (
          <DockTabs
            tabs={state.tabs.map((one) => shownTab(one, statuses))}
            activeTabId={state.activeTabId}
            onCommand={onCommand}
          />
        ) : (
          <RenameForm
            name={shownTab(renamedTab, statuses).name}
            onRename={(name) => dispatch({ kind: 'renamed', tabId: renamedTab.id, name })}
            onClose={() => {
              setRenamedTabId(null);
              focusNext.current = 'tab';
            }}
          />
        )}
        <DockToolbar
          view={view}
          paneIndex={paneIndex + 1}
          paneCount={panes.length}
          onSplit={(direction) => {
            if (pane === undefined) return;
            const added = { id: newPaneId(), place: pane.place };
            dispatch({ kind: 'split', paneId: pane.id, direction, pane: added });
          }}
          onDuplicate={() => {
            if (pane === undefined) return;
            const added = { id: newPaneId(), place: pane.place };
            dispatch({ kind: 'opened', pane: added, afterTabId: tab.id });
          }}
          onRename={() => setRenamedTabId(tab.id)}
          onWindow={onWindow}
          onNextPane={() => {
            const next = panes[(paneIndex + 1) % panes.length];
            if (next !== undefined) dispatch({ kind: 'pane-activated', paneId: next.id });
            focusNext.current = 'terminal';
          }}
          onView={(next) => {
            dispatch({ kind: 'view-changed', view: next });
            focusNext.current = next === 'minimised' ? 'tab' : 'terminal';
          }}
          onClose={() => pane !== undefined && closePanes([pane], 'terminal')}
        />
      </div>
      {isBlocked && (
        <p
          role="alert"
          className="shrink-0 border-line border-b bg-warn-soft px-3 py-1.5 text-sm text-warn-text"
        >
          {messages.blocked}
        </p>
      )}
      <div className={classNames('relative min-h-0 flex-1', view === 'minimised' && 'hidden')}>
        {state.tabs.map((one) => (
          <DockPanel
            key={one.id}
            tab={one}
            isShown={one.id === tab.id}
            isSeen={isBodyShown && one.id === tab.id}
            restored={restored}
            settings={settings}
            events={events}
            dispatch={dispatch}
          />
        ))}
      </div>
    </section>
  );
}

function shownTab(tab: DockTab, statuses: PaneStatuses) {
  const panes = panesOf(tab.layout);
  const status = joinStatuses(panes.map(({ id }) => statuses[id] ?? FIRST_STATUS));
  const pod = panes[0]?.place.pod ?? '';
  const name = messages.andMore(messages.terminalName(pod, status.container), panes.length - 1);
  return { id: tab.id, name: tab.name === '' ? name : tab.name, status };
}
