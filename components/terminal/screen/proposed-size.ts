/** The size that a terminal would have in its element. */

import type { FitAddon } from '@xterm/addon-fit';
import { MAX_TERMINAL_SIDE, MIN_TERMINAL_SIDE } from '#protocol/limits.ts';
import type { ScreenSize } from '../connection/ports.ts';

/** The size that fits into the element; null if it is hidden or too small for a terminal. */
export function proposedSize(element: HTMLElement, fit: FitAddon): ScreenSize | null {
  if (element.clientWidth === 0 || element.clientHeight === 0) return null;
  const size = fit.proposeDimensions();
  return size !== undefined && isSide(size.cols) && isSide(size.rows) ? size : null;
}

function isSide(value: number): boolean {
  return Number.isInteger(value) && value >= MIN_TERMINAL_SIDE && value <= MAX_TERMINAL_SIDE;
}
