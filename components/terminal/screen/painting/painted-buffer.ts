/** The lines of one screen, with those that have left it, as text that draws them on a blank one. */

import type { XtermCore } from '../programs/xterm-core.ts';
import type { StateBuffer } from '../programs/xterm-state-core.ts';
import { type PaintedRun, paintedCells } from './painted-cells.ts';
import type { PaintedMark } from './painted-marks.ts';

/** Columns between the tab stops of a new terminal. */
const TAB_WIDTH = 8;

/** The sequences that place a run and wrap its line take about so many UTF-16 units. */
const RUN_UNITS = 12;
const LINE_UNITS = 44;

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
    const runs = paintedCells(buffer.lines.get(at), cols, core);
    painted.set(at, runs);
    units += runs.reduce((sum, run) => sum + RUN_UNITS + run.text.length, LINE_UNITS);
  };
  for (let at = buffer.ybase; at <= last; at += 1) paint(at);
  let first = buffer.ybase;
  for (let at = first - 1; at >= 0 && units < mostUnits; at -= 1) {
    paint(at);
    if (units < mostUnits && (at === 0 || !buffer.lines.get(at).isWrapped)) first = at;
  }
  const marksIn = (at: number) => marks.filter(({ line, isLast }) => line === at && isLast !== true);
  let text = `\x1b[m${tabStops(buffer, cols)}`;
  let row = 1;
  for (let at = first; at <= last; at += 1) {
    const wraps = at < last && rows > 1 && buffer.lines.get(at + 1).isWrapped;
    if (wraps) {
      // A character behind the last column makes the next line a part of this one.
      text += `${to(row, cols)}xx`;
      if (row === rows) row -= 1;
      text += `${to(row, cols)}\x1b[X${to(row + 1, 1)}\x1b[X`;
    }
    for (const run of painted.get(at) ?? []) text += to(row, run.col) + run.text;
    for (const mark of marksIn(at)) text += to(row, mark.col) + mark.text;
    if (at === last) break;
    if (wraps || row < rows) row += 1;
    else text += `${to(rows, 1)}\n`;
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
