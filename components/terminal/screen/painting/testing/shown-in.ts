/** All that a user can see of a terminal, or copy from it, so that two can be compared. */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../../programs/xterm-core.ts';
import type { StateBuffer, StateLine } from '../../programs/xterm-state-core.ts';

const UNDERLINE = 0x10000000;
/** That there is more, which follows from the rest. */
const HAS_EXTENDED = 0x10000000;

/** How a line is drawn under text: xterm has a number for each style. */
const UNDERLINE_STYLE = 7 << 26;
const SINGLE_UNDERLINE = 1 << 26;

/** One of two values that xterm has for the color of the text. */
const NO_UNDERLINE_COLOR = 0x3ffffff;

const BLANK = /^\| \{0 0\}\.+$/;

export function shownIn(terminal: Terminal): unknown {
  const { normal, active, alt } = coreOf(terminal)._bufferService.buffers;
  const isAlternate = active === alt;
  return {
    screen: isAlternate ? 'alternate' : 'normal',
    cursor: [active.x, active.y],
    normal: { base: normal.ybase, ...bufferOf(normal, 0, terminal) },
    // xterm gives this one a scrollback, too, once its window was higher.
    ...(isAlternate ? { alternate: bufferOf(alt, alt.ybase, terminal) } : {}),
  };
}

function bufferOf(buffer: StateBuffer, first: number, terminal: Terminal) {
  const { cols, rows } = terminal;
  const row = Math.max(0, buffer.savedY - buffer.ybase);
  const lines = Array.from({ length: buffer.lines.length - first }, (_, at) =>
    lineOf(buffer.lines.get(first + at), at > 0, terminal),
  );
  // After a resize, xterm may have fewer lines than rows.
  while (BLANK.test(lines.at(-1) ?? '')) lines.pop();
  return {
    tabs: Array.from({ length: cols }, (_, col) => col).filter((col) => buffer.tabs[col] === true),
    saved: [Math.min(buffer.savedX, cols - 1), Math.min(row, rows - 1)],
    lines,
  };
}

/** A letter for each cell, and what is special about some. */
function lineOf(line: StateLine, hasAbove: boolean, terminal: Terminal): string {
  let text = hasAbove && line.isWrapped ? '> ' : '| ';
  let before = '';
  for (let col = 0; col < Math.min(line.length, terminal.cols); col += 1) {
    const content = line._data[col * 3] as number;
    const width = content >>> 22;
    // Of a mark that has nothing to stand on, and of a character that a narrower window has cut, nothing is seen.
    const isCut = width === 0 || (width === 2 && col + 1 === terminal.cols);
    const looks = isCut ? '0 0' : looksOf(line, col, terminal);
    if (looks !== before) text += `{${looks}}`;
    before = looks;
    const codePoint = content & 0x1fffff;
    if (isCut) text += '.';
    else if ((content & (1 << 21)) !== 0) text += `<${line._combined[col]}>`;
    else if (codePoint !== 0) text += String.fromCodePoint(codePoint);
    else text += isErased(line, col) ? '.' : ' ';
    if (width === 2 && col + 1 < terminal.cols) {
      text += '_';
      col += 1;
    }
  }
  return text;
}

/** What is left before a wide character that did not fit may have a style; then it is drawn as a space. */
function isErased(line: StateLine, col: number): boolean {
  return line._data[col * 3 + 1] === 0 && (line._data[col * 3 + 2] as number) < 1 << 26;
}

function looksOf(line: StateLine, col: number, terminal: Terminal): string {
  const fg = line._data[col * 3 + 1] as number;
  const bg = line._data[col * 3 + 2] as number;
  const extended = (bg & HAS_EXTENDED) === 0 ? undefined : line._extendedAttrs[col];
  const ext = styled(extended?.ext ?? SINGLE_UNDERLINE);
  const drawn = (ext & NO_UNDERLINE_COLOR) === NO_UNDERLINE_COLOR ? ext & ~NO_UNDERLINE_COLOR : ext;
  const underline = (fg & UNDERLINE) === 0 ? '' : inUse(drawn);
  const link = coreOf(terminal)._oscLinkService.getLinkData(extended?.urlId ?? 0)?.uri ?? '';
  return [inUse(fg), inUse(bg & ~HAS_EXTENDED), underline, link].join(' ').trim();
}

/** xterm draws a single line where an underline has no style: DECRC restores that there is one, and not its style. */
function styled(ext: number): number {
  return (ext & UNDERLINE_STYLE) === 0 ? ext | SINGLE_UNDERLINE : ext;
}

/** Below 256 colors, xterm leaves parts of the color before in a number. */
function inUse(color: number): string {
  const kind = (color >> 24) & 3;
  const unused = kind === 3 ? 0 : kind === 0 ? 0xffffff : 0xffff00;
  return ((color & ~unused) >>> 0).toString(16);
}
