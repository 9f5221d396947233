'use client';

import { useCallback } from 'react';
import type { ConnectionSettings } from '#components/terminal/browser-ports.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Divider } from './divider.tsx';
import { DockBar } from './dock-bar.tsx';
import type { DockPane } from './dock-layout.ts';
import { DockPanel } from './dock-panel.tsx';
import { activeTab } from './dock-state.ts';
import type { TerminalEvents } from './dock-terminal.tsx';
import { messages } from './messages.ts';
import { useDock } from './use-dock.ts';
import { useDockCommands } from './use-dock-commands.ts';
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
  const { panes, statuses, onPane, onStatus, paneOf } = useTerminals();
  const control = useDockCommands(state, dispatch, paneOf);
  const tab = activeTab(state);
  const { view } = state;
  usePageSpace(hidden || tab === undefined ? null : state);

  const onLeave = useCallback(() => {
    const selected = document.querySelector<HTMLElement>(
      '[role="tab"][aria-selected="true"][id^="tab-dock:"]',
    );
    selected?.focus();
  }, []);
  const events: TerminalEvents = {
    onPane,
    onStatus,
    onLeave,
    onActive: (paneId) => dispatch({ kind: 'pane-activated', paneId }),
    onClose: control.commands.close,
  };

  if (tab === undefined) return null;
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
      <DockBar
        state={state}
        tab={tab}
        pane={panes.get(tab.activePaneId) ?? null}
        statuses={statuses}
        control={control}
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
      <div className={classNames('relative min-h-0 flex-1', view === 'minimised' && 'hidden')}>
        {state.tabs.map((one) => (
          <DockPanel
            key={one.id}
            tab={one}
            isShown={one.id === tab.id}
            isSeen={!hidden && view !== 'minimised' && one.id === tab.id}
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
