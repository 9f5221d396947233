/** How the panes of one tab divide its space: a tree of splits, and the area of each pane. */

import type { LogPlace } from '#components/addresses/log-place.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';

/** A terminal. */
export interface ShellPane {
  readonly kind: 'terminal';
  /** Never reused; the pane's session is stored under it. */
  readonly id: string;
  readonly place: ShellPlace;
}

/** A log. */
export interface LogPane {
  readonly kind: 'log';
  /** Never reused. */
  readonly id: string;
  readonly place: LogPlace;
  /** What of the log is shown, as the room of logs encodes it; '' for the usual. */
  readonly view: string;
}

/** What the dock holds one beside the other. */
export type DockPane = ShellPane | LogPane;

/** `row`: side by side. `column`: one above the other. */
export type Direction = 'row' | 'column';

export type Layout =
  | { readonly kind: 'pane'; readonly pane: DockPane }
  | {
      readonly kind: 'split';
      /** Never reused. */
      readonly id: string;
      readonly direction: Direction;
      /** The share of `first`, from {@link MIN_SHARE} to 1 - {@link MIN_SHARE}. */
      readonly share: number;
      readonly first: Layout;
      readonly second: Layout;
    };

/** A smaller pane cannot be read, and its border cannot be grabbed. */
export const MIN_SHARE = 0.1;

/** Fractions of the whole, from 0 to 1. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly panes: readonly { readonly pane: DockPane; readonly area: Area }[];
  /** The borders, each with the area of its whole split. */
  readonly borders: readonly {
    readonly splitId: string;
    readonly direction: Direction;
    readonly share: number;
    readonly area: Area;
  }[];
}

const WHOLE: Area = { left: 0, top: 0, width: 1, height: 1 };

/** The panes in reading order. */
export function panesOf(layout: Layout): readonly DockPane[] {
  return layout.kind === 'pane' ? [layout.pane] : [...panesOf(layout.first), ...panesOf(layout.second)];
}

/** The areas of panes and borders. */
export function placementOf(layout: Layout, area: Area = WHOLE): Placement {
  if (layout.kind === 'pane') return { panes: [{ pane: layout.pane, area }], borders: [] };
  const { direction, share } = layout;
  const { left, top, width, height } = area;
  const [one, two]: readonly [Area, Area] =
    direction === 'row'
      ? [
          { ...area, width: width * share },
          { ...area, left: left + width * share, width: width * (1 - share) },
        ]
      : [
          { ...area, height: height * share },
          { ...area, top: top + height * share, height: height * (1 - share) },
        ];
  const first = placementOf(layout.first, one);
  const second = placementOf(layout.second, two);
  return {
    panes: [...first.panes, ...second.panes],
    borders: [{ splitId: layout.id, direction, share, area }, ...first.borders, ...second.borders],
  };
}

/** Where something is put beside a pane. */
export type Side = 'left' | 'right' | 'above' | 'below';

/** Splits a pane in half and puts the new one after it. Unknown pane: the layout is returned unchanged. */
export function splitPane(layout: Layout, paneId: string, direction: Direction, added: DockPane): Layout {
  const side = direction === 'row' ? 'right' : 'below';
  return putBeside(layout, paneId, side, { kind: 'pane', pane: added }, added.id);
}

/**
 * Splits a pane in half and puts other panes on one side of it. Unknown pane: the layout is returned unchanged.
 * @param splitId id of the new split
 */
export function putBeside(
  layout: Layout,
  paneId: string,
  side: Side,
  added: Layout,
  splitId: string,
): Layout {
  if (layout.kind === 'pane') {
    if (layout.pane.id !== paneId) return layout;
    const isBefore = side === 'left' || side === 'above';
    return {
      kind: 'split',
      id: splitId,
      direction: side === 'left' || side === 'right' ? 'row' : 'column',
      share: 0.5,
      first: isBefore ? added : layout,
      second: isBefore ? layout : added,
    };
  }
  return {
    ...layout,
    first: putBeside(layout.first, paneId, side, added, splitId),
    second: putBeside(layout.second, paneId, side, added, splitId),
  };
}

/** Two panes change places. */
export function swapPanes(layout: Layout, one: DockPane, other: DockPane): Layout {
  if (layout.kind === 'pane') {
    if (layout.pane.id === one.id) return { kind: 'pane', pane: other };
    return layout.pane.id === other.id ? { kind: 'pane', pane: one } : layout;
  }
  return {
    ...layout,
    first: swapPanes(layout.first, one, other),
    second: swapPanes(layout.second, one, other),
  };
}

/** Changes what a pane shows. */
export function changePane(layout: Layout, paneId: string, change: (pane: DockPane) => DockPane): Layout {
  if (layout.kind === 'pane') {
    return layout.pane.id === paneId ? { kind: 'pane', pane: change(layout.pane) } : layout;
  }
  return {
    ...layout,
    first: changePane(layout.first, paneId, change),
    second: changePane(layout.second, paneId, change),
  };
}

/** Removes a pane; its neighbour gets the space. Null if it was the only one. */
export function removePane(layout: Layout, paneId: string): Layout | null {
  if (layout.kind === 'pane') return layout.pane.id === paneId ? null : layout;
  const first = removePane(layout.first, paneId);
  const second = removePane(layout.second, paneId);
  if (first === null) return second;
  return second === null ? first : { ...layout, first, second };
}

/** Moves the border of a split. */
export function resizeSplit(layout: Layout, splitId: string, share: number): Layout {
  if (layout.kind === 'pane') return layout;
  if (layout.id === splitId) return { ...layout, share: clampShare(share) };
  return {
    ...layout,
    first: resizeSplit(layout.first, splitId, share),
    second: resizeSplit(layout.second, splitId, share),
  };
}

/** The nearest share that leaves both sides usable; one half for NaN. */
export function clampShare(share: number): number {
  return Number.isFinite(share) ? Math.min(1 - MIN_SHARE, Math.max(MIN_SHARE, share)) : 0.5;
}
