/** Which events of a recording change the screen, and how. */

import { MAX_REPLAY_CELLS } from '#components/terminal/screen/screen-sizing.ts';
import { sizeOf } from '#protocol/recording/cast-lines.ts';
import type { ReplayEvent } from '../player/replay.ts';

export type ScreenEvent = ReplayEvent;

/** @returns undefined for an event that changes nothing that is shown */
export function screenEvent(at: number, code: string, data: string): ScreenEvent | undefined {
  if (code === 'o') return { kind: 'output', at, text: data };
  const size = code === 'r' ? sizeOf(data) : undefined;
  return size === undefined ? undefined : sizeEvent(at, size.cols, size.rows);
}

/** @returns undefined for a size that takes more memory than a page has; the screen keeps the one before */
export function sizeEvent(at: number, cols: number, rows: number): ScreenEvent | undefined {
  return cols * rows <= MAX_REPLAY_CELLS ? { kind: 'size', at, cols, rows } : undefined;
}
