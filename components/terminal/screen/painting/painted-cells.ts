/** The cells of a line as text that draws them again. */

import { BY_CHARACTER } from '../programs/character-width.ts';
import type { XtermCore } from '../programs/xterm-core.ts';
import type { StateLine } from '../programs/xterm-state-core.ts';
import { PaintedPen } from './painted-pen.ts';

/** Text that begins in a column, from 1. */
export interface PaintedRun {
  readonly col: number;
  readonly text: string;
}

/** xterm has three numbers for each cell: what is in it, foreground, background. */
const CELL = 3;
const CODE_POINT = 0x1fffff;
const IS_COMBINED = 1 << 21;
const WIDTH_SHIFT = 22;
/** Color of a background, without styles. */
const GROUND_COLOR = 0x3ffffff;

/** @returns what draws the cells on a blank line, beginning and ending with no colors and styles */
export function paintedCells(line: StateLine, cols: number, core: XtermCore): readonly PaintedRun[] {
  const pen = new PaintedPen(core._oscLinkService);
  const runs: { col: number; text: string }[] = [];
  /** Where the next character would be drawn; -1: unknown. */
  let at = -1;
  const draw = (col: number, text: string) => {
    const last = runs.at(-1);
    if (last !== undefined && at === col) last.text += text;
    else runs.push({ col: col + 1, text });
  };
  const length = Math.min(cols, line.length);
  for (let col = 0; col < length; col += 1) {
    const content = line._data[col * CELL] as number;
    const width = content >>> WIDTH_SHIFT;
    // A window that got narrower leaves half of a wide character.
    if (width === 0 || col + width > cols) continue;
    const chars = charsOf(line, col, content);
    if (chars === '' && isErased(line, col)) {
      if (line._data[col * CELL + 2] === 0) continue;
      const end = endOfErased(line, col, length);
      draw(col, `${pen.to(line, col)}\x1b[${end - col}X`);
      at = col;
      col = end - 1;
      continue;
    }
    const text = chars || ' ';
    const isPlain = widthOf(text, core) === width;
    draw(col, pen.to(line, col) + (isPlain ? text : `\x1b[?2027h${text}\x1b[?2027l`));
    at = isPlain ? col + width : -1;
    col += width - 1;
  }
  const last = runs.at(-1);
  if (last !== undefined) last.text += pen.end();
  return runs;
}

/** The text of a cell with its looks, to be written where it is; undefined where it would not fill the cell. */
export function paintedCell(line: StateLine, col: number, core: XtermCore): string | undefined {
  const content = line._data[col * CELL] as number;
  const text = charsOf(line, col, content) || ' ';
  if (widthOf(text, core) !== content >>> WIDTH_SHIFT) return undefined;
  const pen = new PaintedPen(core._oscLinkService);
  return pen.to(line, col) + text + pen.end();
}

/** @returns the column of the character that a cell belongs to: a wide one has two */
export function characterAt(line: StateLine, col: number): number {
  return col > 0 && (line._data[col * CELL] as number) >>> WIDTH_SHIFT === 0 ? col - 1 : col;
}

function charsOf(line: StateLine, col: number, content: number): string {
  if ((content & IS_COMBINED) !== 0) return line._combined[col] ?? '';
  const codePoint = content & CODE_POINT;
  return codePoint === 0 ? '' : String.fromCodePoint(codePoint);
}

/** Erasing leaves a background and nothing else. */
function isErased(line: StateLine, col: number): boolean {
  const ground = line._data[col * CELL + 2] as number;
  return line._data[col * CELL + 1] === 0 && (ground & ~GROUND_COLOR) === 0;
}

/** The column after the erased cells that have the background of this one. */
function endOfErased(line: StateLine, col: number, length: number): number {
  let end = col + 1;
  const isSame = (part: number) => line._data[end * CELL + part] === line._data[col * CELL + part];
  while (end < length && isSame(0) && isSame(1) && isSame(2)) end += 1;
  return end;
}

/** Columns that text takes in a terminal that was reset; NaN where it takes more than one character's place. */
function widthOf(text: string, { unicodeService }: XtermCore): number {
  const code = text.charCodeAt(0);
  if (text.length === 1 && code >= 0x20 && code < 0x7f) return 1;
  const provider = unicodeService._providers[BY_CHARACTER];
  if (provider === undefined) return Number.NaN;
  let width = 0;
  let before = 0;
  for (const char of text) {
    // Bit 0: joins the character before; bits 1 and 2: the width of both.
    const found = provider.charProperties(char.codePointAt(0) ?? 0, before);
    if (before !== 0 && (found & 1) === 0) return Number.NaN;
    width = (found >> 1) & 3;
    before = found;
  }
  return width;
}
