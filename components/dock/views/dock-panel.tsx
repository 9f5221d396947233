'use client';

import { type Dispatch, type PointerEvent, type ReactNode, useRef } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { dockCatalog } from '../catalog.ts';
import { panelElementId, tabElementId } from '../commands/element-ids.ts';
import { placementOf } from '../state/dock-layout.ts';
import type { DockAction, DockTab } from '../state/dock-state.ts';
import { Divider } from './divider.tsx';
import { PaneSlot } from './pane-slot.tsx';

/** The terminals of one tab and the borders between them. A hidden panel keeps its size, so its shells are not resized. */
export function DockPanel({
  tab,
  isShown,
  nodeOf,
  dispatch,
  children,
}: {
  tab: DockTab;
  isShown: boolean;
  /** The element of each terminal. */
  nodeOf: (paneId: string) => HTMLElement;
  dispatch: Dispatch<DockAction>;
  /** What lies over the terminals. */
  children?: ReactNode;
}) {
  const messages = useMessages(dockCatalog);
  const panel = useRef<HTMLDivElement>(null);
  const { panes, borders } = placementOf(tab.layout);
  return (
    <div
      ref={panel}
      role="tabpanel"
      id={panelElementId(tab.id)}
      aria-labelledby={tabElementId(tab.id)}
      className={classNames('absolute inset-0', !isShown && 'invisible')}
    >
      {panes.map(({ pane }) => (
        <PaneSlot key={pane.id} node={nodeOf(pane.id)} />
      ))}
      {borders.map(({ splitId, direction, share, area }) => {
        const isRow = direction === 'row';
        const shareAt = (pointer: PointerEvent) => {
          const whole = panel.current?.getBoundingClientRect();
          if (whole === undefined) return share;
          return isRow
            ? ((pointer.clientX - whole.left) / whole.width - area.left) / area.width
            : ((pointer.clientY - whole.top) / whole.height - area.top) / area.height;
        };
        const percent = (part: number) => `${part * 100}%`;
        return (
          <Divider
            key={splitId}
            lies={isRow ? 'upright' : 'flat'}
            label={messages.border}
            value={share}
            rest={0.5}
            shareAt={shareAt}
            onMove={(moved) => dispatch({ kind: 'border-moved', splitId, share: moved })}
            className="max-sm:hidden"
            style={
              isRow
                ? {
                    left: percent(area.left + area.width * share),
                    top: percent(area.top),
                    height: percent(area.height),
                  }
                : {
                    top: percent(area.top + area.height * share),
                    left: percent(area.left),
                    width: percent(area.width),
                  }
            }
          />
        );
      })}
      {children}
    </div>
  );
}
