'use client';

import { useEffect, useState } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { shownState } from '#components/terminal/connection/connection-state.ts';
import { focusAtLoad } from '#components/terminal/pane/kept-focus.ts';
import type { ShellSettings } from '#components/terminal/pane/session/browser-ports.ts';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { RunningOffer } from '#components/terminal/views/questions/running-offer.tsx';
import { useLeaveQuestion } from '#components/terminal/views/questions/use-leave-question.ts';
import { useScreenLook } from '#components/terminal/views/settings/use-screen-look.ts';
import { ShellStates } from '#components/terminal/views/states/shell-states.tsx';
import { TerminalView } from '#components/terminal/views/terminal-view.tsx';
import { useTerminalPane } from '#components/terminal/views/use-terminal-pane.ts';
import { WatchedBadge } from '#components/terminal/views/watched-badge.tsx';
import { dockCatalog } from '../catalog.ts';
import type { Area, ShellPane } from '../state/dock-layout.ts';
import { type PaneEvents, PaneFrame } from './pane-frame.tsx';
import { paneName } from './pane-name.ts';

/** Events from a terminal to the dock. */
export interface TerminalEvents extends PaneEvents {
  /** Null: the terminal was unmounted. Must be stable across renders. */
  readonly onPane: (paneId: string, pane: TerminalPane | null) => void;
  /** The terminal goes on in another place. */
  readonly onPlace: (paneId: string, place: ShellPlace) => void;
  readonly onLeave: () => void;
}

/** One terminal of the dock, positioned inside its tab. */
export function DockTerminal({
  dockPane,
  area,
  settings,
  isSeen,
  isActive,
  isAlone,
  nth,
  receiverCount,
  keepsFocusAway,
  sharesLoss,
  events,
}: {
  dockPane: ShellPane;
  area: Area;
  settings: ShellSettings;
  isSeen: boolean;
  isActive: boolean;
  isAlone: boolean;
  /** Position among the terminals of its tab, from 1. */
  nth: number;
  /** How many terminals receive the input; 0 without a broadcast. */
  receiverCount: number;
  /** True after a reload: a restored terminal takes the focus only if it had it. */
  keepsFocusAway: boolean;
  /** True: the dock shows once that several terminals have lost their connection. */
  sharesLoss: boolean;
  events: TerminalEvents;
}) {
  const messages = useMessages(dockCatalog);
  const { id, place } = dockPane;
  const { pane, view } = useTerminalPane(id, place, settings, useScreenLook());
  const { state, container, bell, title } = view;
  const [takesFocus] = useState(() => !keepsFocusAway || focusAtLoad() === id);
  useLeaveQuestion(view.isBusy || view.pasting !== null);
  const { onPane, onStatus, onLeave } = events;

  useEffect(() => {
    onPane(id, pane);
    return () => onPane(id, null);
  }, [id, pane, onPane]);
  const shown = shownState(state);
  const isLost = state.kind === 'reconnecting' && state.wasOpen;
  useEffect(
    () => onStatus(id, { state: shown, isLost, container, title, hasBell: bell }),
    [id, shown, isLost, container, title, bell, onStatus],
  );
  useEffect(() => {
    if (isSeen) onStatus(id, { hasActivity: false });
    else return pane?.onOutput(() => onStatus(id, { hasActivity: true }));
  }, [id, isSeen, pane, onStatus]);

  return (
    <PaneFrame
      dockPane={dockPane}
      area={area}
      name={messages.withProgram(paneName(messages, dockPane, container), title)}
      state={shown}
      isActive={isActive}
      isAlone={isAlone}
      receiverCount={receiverCount}
      badge={<WatchedBadge pane={pane} view={view} isShort />}
      events={events}
    >
      <div className="pane-room min-h-0 flex-1">
        <ShellStates
          place={place}
          pane={pane}
          view={view}
          resumeSeconds={settings.resumeSeconds}
          reopenSeconds={settings.reopenSeconds}
          speaksForAll={isActive && isSeen}
          showsLoss={!sharesLoss || !isLost}
          onAttach={(to) => events.onPlace(id, { ...place, ...to, attach: true })}
          podsHref={podsHref({ context: place.context, namespaces: [place.namespace] })}
        />
        <RunningOffer place={place} pane={pane} view={view} />
        <TerminalView
          id={id}
          place={place}
          nth={isAlone ? undefined : nth}
          pane={pane}
          view={view}
          takesFocus={takesFocus}
          onLeave={onLeave}
        />
      </div>
    </PaneFrame>
  );
}
