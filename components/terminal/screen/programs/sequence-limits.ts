/**
 * Limits the parameters of sequences to what the screen can show. xterm repeats some operations as often as the parameter
 * says, so ten bytes, `ESC [ 2147483647 b`, would block the page for minutes, and again after each reload.
 */

import type { IDisposable, IFunctionIdentifier, Terminal } from '@xterm/xterm';
import { limitLinks } from './link-limits.ts';
import { coreOf } from './xterm-core.ts';

/** Scrolling, inserting or deleting more lines than the screen has is the same as doing it with all lines. */
const ROW_COUNTS: readonly IFunctionIdentifier[] = [
  // IL, DL, SU, SD
  { final: 'L' },
  { final: 'M' },
  { final: 'S' },
  { final: 'T' },
];

/** The same for the cells and tab stops of a line. */
const COLUMN_COUNTS: readonly IFunctionIdentifier[] = [
  // ICH, DCH, ECH, CHT, CBT
  { final: '@' },
  { final: 'P' },
  { final: 'X' },
  { final: 'I' },
  { final: 'Z' },
  // SL, SR, DECIC, DECDC
  { intermediates: ' ', final: '@' },
  { intermediates: ' ', final: 'A' },
  { intermediates: "'", final: '}' },
  { intermediates: "'", final: '~' },
];

/** REP */
const REPEAT: IFunctionIdentifier = { final: 'b' };

/** Lists of colours, to set or query (4) and to reset (104). */
const COLOR_LISTS = [4, 104] as const;

/** UTF-16 units that all 256 colours take in the longest form, `255;rgb:ffff/ffff/ffff;`. */
export const MAX_COLOR_LIST = 256 * 24;

/** Applies the limits to everything that is written from now on. */
export function limitSequences(terminal: Terminal): IDisposable {
  const core = coreOf(terminal);
  const clamp = (id: IFunctionIdentifier, most: () => number) =>
    core.registerCsiHandler(id, ({ params }) => {
      params[0] = Math.min(params[0] ?? 0, most());
      return false;
    });
  const limits = [
    ...ROW_COUNTS.map((id) => clamp(id, () => terminal.rows)),
    ...COLUMN_COUNTS.map((id) => clamp(id, () => terminal.cols)),
    clamp(REPEAT, () => mostRepeats(terminal)),
    ...COLOR_LISTS.map((id) =>
      terminal.parser.registerOscHandler(id, (data) => data.length > MAX_COLOR_LIST),
    ),
    limitLinks(terminal),
  ];
  return {
    dispose() {
      for (const limit of limits) limit.dispose();
    },
  };
}

/** A screen full of characters. REP repeats a whole cell, which may contain any number of combining characters. */
function mostRepeats({ cols, rows, buffer }: Terminal): number {
  const { active } = buffer;
  const line = active.getLine(active.baseY + active.cursorY);
  // After a wide character, the cell before the cursor is its empty second half.
  const units = [1, 2].map((back) => line?.getCell(active.cursorX - back)?.getChars().length ?? 0);
  return Math.max(1, Math.floor((cols * rows) / Math.max(1, ...units)));
}
