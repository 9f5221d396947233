'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { LogHandle, LogPaneProps } from '#components/logs/views/log-pane.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { dockCatalog } from '../catalog.ts';
import type { Area, LogPane as DockedLog } from '../state/dock-layout.ts';
import type { PaneStatus } from '../state/pane-status.ts';
import { type PaneEvents, PaneFrame } from './pane-frame.tsx';
import { paneName } from './pane-name.ts';

const LogPane = onDemand(async () => (await import('#components/logs/views/log-pane.tsx')).LogPane);

export interface LogEvents extends PaneEvents {
  /** Null: the log was unmounted. Must be stable across renders. */
  readonly onLog: (paneId: string, log: LogHandle | null) => void;
  /** Another container, or another part of the log, is shown. */
  readonly onLogChange: (paneId: string, change: Pick<DockedLog, 'place' | 'view'>) => void;
}

/** What tabs show of a log, in the states of a terminal. */
const STATES: Readonly<Record<Parameters<LogPaneProps['onState']>[0], PaneStatus['state']>> = {
  connecting: 'connecting',
  live: 'ready',
  waiting: 'ready',
  reconnecting: 'reconnecting',
  ended: 'exited',
  failed: 'failed',
};

/** One log of the dock, positioned inside its tab. */
export function DockLog({
  dockPane,
  area,
  isSeen,
  isActive,
  isAlone,
  keepsFocusAway,
  events,
}: {
  dockPane: DockedLog;
  area: Area;
  isSeen: boolean;
  isActive: boolean;
  isAlone: boolean;
  /** True after a reload. */
  keepsFocusAway: boolean;
  events: LogEvents;
}) {
  const messages = useMessages(dockCatalog);
  const { id, place, view } = dockPane;
  const { onLog, onStatus, onLogChange } = events;
  const [state, setState] = useState<PaneStatus['state']>('connecting');
  const [hasFocus, setHasFocus] = useState(false);
  const takesFocus = useRef(!keepsFocusAway);
  const onState = useCallback<LogPaneProps['onState']>((kind) => setState(STATES[kind]), []);
  const takeHandle = useCallback(
    (handle: LogHandle | null) => {
      onLog(id, handle);
      if (handle === null || !takesFocus.current) return;
      takesFocus.current = false;
      handle.focus();
    },
    [id, onLog],
  );
  useEffect(() => {
    onStatus(id, { state });
  }, [id, state, onStatus]);
  useEffect(() => {
    if (isSeen) onStatus(id, { hasActivity: false });
  }, [id, isSeen, onStatus]);
  const onUnseen = useCallback(() => onStatus(id, { hasActivity: true }), [id, onStatus]);
  return (
    <PaneFrame
      dockPane={dockPane}
      area={area}
      name={paneName(messages, dockPane, '')}
      state={state}
      isActive={isActive}
      isAlone={isAlone}
      receiverCount={0}
      events={events}
      onFocus={() => setHasFocus(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setHasFocus(false);
      }}
    >
      <LogPane
        ref={takeHandle}
        place={place}
        view={view}
        hasKeys={hasFocus}
        isSeen={isSeen}
        onUnseen={onUnseen}
        onChange={(to, shown) => onLogChange(id, { place: to, view: shown })}
        onState={onState}
        onFullPage={() => events.onClose(id)}
        onShell={({ pod, container }) => {
          const { context, namespace } = place;
          openInDock({ context, namespace, pod, container: container || undefined });
        }}
      />
    </PaneFrame>
  );
}
