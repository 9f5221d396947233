/** The position of a tooltip: next to its anchor, inside the window. All numbers are CSS pixels. */

export type TooltipSide = 'top' | 'bottom' | 'left' | 'right';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 6;
const EDGE = 8;
const OPPOSITE = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;

/** On the preferred side if it fits, else on the opposite side, below or above, then moved into the window. */
export function placeTooltip(
  anchor: Box,
  tip: Size,
  wanted: TooltipSide,
  window: Size,
): { readonly left: number; readonly top: number } {
  const fits = (side: TooltipSide) => room(anchor, side, window) >= need(tip, side);
  const side = [wanted, OPPOSITE[wanted], 'bottom' as const, 'top' as const].find(fits) ?? wanted;
  const { left, top } = beside(anchor, tip, side);
  return {
    left: clamp(left, window.width - tip.width - EDGE),
    top: clamp(top, window.height - tip.height - EDGE),
  };
}

function need(tip: Size, side: TooltipSide): number {
  return GAP + EDGE + (side === 'top' || side === 'bottom' ? tip.height : tip.width);
}

function room(anchor: Box, side: TooltipSide, window: Size): number {
  switch (side) {
    case 'top':
      return anchor.top;
    case 'bottom':
      return window.height - anchor.top - anchor.height;
    case 'left':
      return anchor.left;
    case 'right':
      return window.width - anchor.left - anchor.width;
  }
}

function beside(anchor: Box, tip: Size, side: TooltipSide): { left: number; top: number } {
  const middleX = anchor.left + anchor.width / 2 - tip.width / 2;
  const middleY = anchor.top + anchor.height / 2 - tip.height / 2;
  switch (side) {
    case 'top':
      return { left: middleX, top: anchor.top - GAP - tip.height };
    case 'bottom':
      return { left: middleX, top: anchor.top + anchor.height + GAP };
    case 'left':
      return { left: anchor.left - GAP - tip.width, top: middleY };
    case 'right':
      return { left: anchor.left + anchor.width + GAP, top: middleY };
  }
}

/** A tooltip that is larger than the window keeps its start visible. */
function clamp(value: number, most: number): number {
  return Math.max(EDGE, Math.min(value, most));
}
