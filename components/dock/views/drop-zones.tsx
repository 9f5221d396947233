'use client';

import { type DragEvent, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { DropTarget } from '../commands/move-commands.ts';
import type { Placement, Side } from '../state/dock-layout.ts';
import { areaStyle } from './area-style.ts';

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

/** Over the terminals of a tab while something is dragged: shows where it would go. */
export function DropZones({
  panes,
  accepts,
  onDrop,
}: {
  panes: Placement['panes'];
  accepts: (target: DropTarget) => boolean;
  onDrop: (target: DropTarget) => void;
}) {
  const [over, setOver] = useState<Extract<DropTarget, { kind: 'pane' }> | null>(null);
  return panes.map(({ pane, area }) => {
    const targetOf = (event: DragEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      const side = nearestSide(
        (event.clientX - box.left) / box.width,
        (event.clientY - box.top) / box.height,
      );
      return { kind: 'pane', paneId: pane.id, side } as const;
    };
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; the keyboard moves terminals by shortcuts
      <div
        key={pane.id}
        data-drop-zone={pane.id}
        style={areaStyle(area)}
        onDragOver={(event) => {
          const target = targetOf(event);
          if (!accepts(target)) return;
          event.preventDefault();
          if (over?.paneId !== target.paneId || over.side !== target.side) setOver(target);
        }}
        onDragLeave={() => setOver(null)}
        onDrop={(event) => {
          event.preventDefault();
          onDrop(targetOf(event));
        }}
        className="absolute z-30"
      >
        {over?.paneId === pane.id && (
          <div
            className={classNames(
              'pointer-events-none absolute border-2 border-accent bg-accent-soft/60',
              HALVES[over.side],
            )}
          />
        )}
      </div>
    );
  });
}
