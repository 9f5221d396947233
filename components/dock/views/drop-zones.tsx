'use client';

import { useRef, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { DropTarget } from '../commands/move-commands.ts';
import type { Area, Placement, Side } from '../state/dock-layout.ts';
import { areaStyle } from './area-style.ts';
import { useDragEvents } from './use-drag-events.ts';

const HALVES: Record<Side, string> = {
  left: 'inset-y-0 left-0 w-1/2',
  right: 'inset-y-0 right-0 w-1/2',
  above: 'inset-x-0 top-0 h-1/2',
  below: 'inset-x-0 bottom-0 h-1/2',
};

/** The side of a box that a point is nearest to. @param x, y fractions of its width and height */
export function nearestSide(x: number, y: number): Side {
  const distances: readonly (readonly [Side, number])[] = [
    ['left', x],
    ['right', 1 - x],
    ['above', y],
    ['below', 1 - y],
  ];
  return distances.reduce((best, one) => (one[1] < best[1] ? one : best))[0];
}

/** Over the panes of a tab while something is dragged: shows where it would go. */
export function DropZones({
  panes,
  accepts,
  onDrop,
}: {
  panes: Placement['panes'];
  accepts: (target: DropTarget) => boolean;
  onDrop: (target: DropTarget) => void;
}) {
  return panes.map(({ pane, area }) => (
    <DropZone key={pane.id} paneId={pane.id} area={area} accepts={accepts} onDrop={onDrop} />
  ));
}

function DropZone({
  paneId,
  area,
  accepts,
  onDrop,
}: {
  paneId: string;
  area: Area;
  accepts: (target: DropTarget) => boolean;
  onDrop: (target: DropTarget) => void;
}) {
  const zone = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<Side | null>(null);
  const targetAt = ({ clientX, clientY }: DragEvent) => {
    const box = zone.current?.getBoundingClientRect() ?? new DOMRect();
    const side = nearestSide((clientX - box.left) / box.width, (clientY - box.top) / box.height);
    return { kind: 'pane', paneId, side } as const;
  };
  useDragEvents(zone, {
    dragover(event) {
      const target = targetAt(event);
      if (!accepts(target)) return;
      event.preventDefault();
      setOver(target.side);
    },
    dragleave: () => setOver(null),
    drop(event) {
      event.preventDefault();
      onDrop(targetAt(event));
    },
  });
  return (
    <div ref={zone} data-drop-zone={paneId} style={areaStyle(area)} className="absolute z-30">
      {over !== null && (
        <div
          data-drop-side={over}
          className={classNames(
            'pointer-events-none absolute border-2 border-accent bg-accent-soft/60',
            HALVES[over],
          )}
        />
      )}
    </div>
  );
}
