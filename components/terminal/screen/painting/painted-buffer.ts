/** The lines of one screen, with those that have left it, as text that draws them on a blank one. */

import type { XtermCore } from '../programs/xterm-core.ts';
import type { StateBuffer } from '../programs/xterm-state-core.ts';
import { type PaintedRun, paintedCells } from './painted-cells.ts';
import type { PaintedMark } from './painted-marks.ts';

/** Columns between the tab stops of a new terminal. */
const TAB_WIDTH = 8;

/** The sequences that place a run, and those that wrap a line, take so many UTF-16 units at most in a window of usual size. */
const RUN_UNITS = 10;
const WRAP_UNITS = 44;

export interface PaintedWindow {
  readonly core: XtermCore;
  readonly cols: number;
  readonly rows: number;
}

/**
 * The terminal must be as after a reset, but for which screen it shows.
 * @param mostUnits of the text, about. UTF-16 units: the oldest lines are left out, the screen never is
 * @param marks in the order of their lines
 */
export function paintedBuffer(
  buffer: StateBuffer,
  window: PaintedWindow,
  mostUnits: number,
  marks: readonly PaintedMark[] = [],
): string {
  const { core, cols, rows } = window;
  // After a resize, xterm may have fewer lines than rows.
  const last = Math.min(buffer.ybase + rows, buffer.lines.length) - 1;
  const painted = new Map<number, readonly PaintedRun[]>();
  let units = 0;
  const paint = (at: number) => {
    const line = buffer.lines.get(at);
    const runs = paintedCells(line, cols, core);
    painted.set(at, runs);
    units += runs.reduce((sum, run) => sum + RUN_UNITS + run.text.length, line.isWrapped ? WRAP_UNITS : 2);
  };
  for (let at = buffer.ybase; at <= last; at += 1) paint(at);
  let first = buffer.ybase;
  for (let at = first - 1; at >= 0 && units < mostUnits; at -= 1) {
    paint(at);
    if (units < mostUnits && (at === 0 || !buffer.lines.get(at).isWrapped)) first = at;
  }
  const marked = new Map<number, string>();
  for (const { line, col, text: mark, isLast } of marks)
    if (isLast !== true) marked.set(line, `${marked.get(line) ?? ''}\x1b[${col}G${mark}`);
  let text = `\x1b[m${tabStops(buffer, cols)}${to(1, 1)}`;
  let row = 1;
  /** The cursor is at the start of the row. */
  let isAtStart = true;
  for (let at = first; at <= last; at += 1) {
    const wraps = at < last && rows > 1 && buffer.lines.get(at + 1).isWrapped;
    if (wraps) {
      // A character behind the last column makes the next line a part of this one.
      text += `${to(row, cols)}xx`;
      isAtStart = false;
      if (row === rows) row -= 1;
      text += `${to(row, cols)}\x1b[X${to(row + 1, 1)}\x1b[X`;
    }
    const runs = painted.get(at) ?? [];
    if (!isAtStart && runs.length === 0) text += to(row, 1);
    for (const run of runs) text += (isAtStart && run.col === 1 ? '' : to(row, run.col)) + run.text;
    const here = marked.get(at);
    if (here !== undefined) text += to(row, 1) + here;
    if (at === last) break;
    // Scrolls at the bottom.
    if (!wraps) text += '\r\n';
    isAtStart = !wraps;
    row = wraps ? row + 1 : Math.min(rows, row + 1);
  }
  for (const { line, col, text: mark, isLast } of marks)
    if (isLast && line >= buffer.ybase) text += to(line - buffer.ybase + 1, col) + mark;
  return text;
}

function tabStops({ tabs }: StateBuffer, cols: number): string {
  const stops = Array.from({ length: cols }, (_, col) => col).filter((col) => tabs[col] === true);
  const isUsual =
    stops.every((col, at) => col === at * TAB_WIDTH) && stops.length === Math.ceil(cols / TAB_WIDTH);
  return isUsual ? '' : `\x1b[3g${stops.map((col) => `\x1b[${col + 1}G\x1bH`).join('')}`;
}

function to(row: number, col: number): string {
  return `\x1b[${row};${col}H`;
}
