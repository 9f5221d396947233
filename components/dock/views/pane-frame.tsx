'use client';

import type { FocusEvent, ReactNode } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { dockCatalog } from '../catalog.ts';
import type { Dragged } from '../commands/move-commands.ts';
import type { Area, DockPane } from '../state/dock-layout.ts';
import type { PaneStatus } from '../state/pane-status.ts';
import { areaStyle } from './area-style.ts';
import { PaneHeader } from './pane-header.tsx';
import { panePlace, paneWhere } from './pane-name.ts';

/** What every kind of pane tells the dock. */
export interface PaneEvents {
  /** Must be stable across renders. */
  readonly onStatus: (paneId: string, status: Partial<PaneStatus>) => void;
  readonly onActive: (paneId: string) => void;
  readonly onClose: (paneId: string) => void;
  /** Null: the drag has ended. */
  readonly onDrag: (dragged: Dragged | null) => void;
}

/** A pane in its tab: its area, and its header where there are others. */
export function PaneFrame({
  dockPane,
  area,
  name,
  state,
  isActive,
  isAlone,
  receiverCount,
  badge,
  events,
  onFocus,
  onBlur,
  children,
}: {
  dockPane: DockPane;
  area: Area;
  name: string;
  state: PaneStatus['state'];
  isActive: boolean;
  isAlone: boolean;
  /** How many terminals receive the input; 0 without a broadcast. */
  receiverCount: number;
  /** What the header says besides, while there are other panes. */
  badge?: ReactNode;
  events: PaneEvents;
  onFocus?: () => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
  children: ReactNode;
}) {
  const messages = useMessages(dockCatalog);
  const { id, place } = dockPane;
  return (
    <div
      data-active={isActive}
      data-heard={receiverCount > 0}
      onFocusCapture={() => {
        events.onActive(id);
        onFocus?.();
      }}
      onBlurCapture={onBlur}
      style={areaStyle(area)}
      className={classNames(
        'absolute flex flex-col overflow-hidden bg-terminal max-sm:inset-0! max-sm:size-full!',
        !isActive && 'max-sm:hidden',
        receiverCount > 0 &&
          'after:pointer-events-none after:absolute after:inset-0 after:z-10 after:border-2 after:border-warn-text after:content-[""]',
      )}
    >
      {(!isAlone || receiverCount > 0) && (
        <PaneHeader
          kind={dockPane.kind}
          name={name}
          where={paneWhere(dockPane)}
          place={panePlace(messages, dockPane, '')}
          context={place.context ?? ''}
          state={state}
          isActive={isActive}
          receiverCount={receiverCount}
          badge={isAlone ? null : badge}
          onClose={() => events.onClose(id)}
          onDrag={(isDragged) => events.onDrag(isDragged ? { kind: 'pane', paneId: id } : null)}
        />
      )}
      {children}
    </div>
  );
}
