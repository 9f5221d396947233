/**
 * A line that is used again clears only the cells that were written. Once its scrollback is full, xterm 6.0.0 takes the oldest
 * line for the next one and copies all cells of a blank line into it: with short lines, that is most of the work of a flood,
 * because the memory of ten thousand lines is in no cache.
 */

import type { Terminal } from '@xterm/xterm';
import { sharedOnce } from '../programs/shared-once.ts';
import { type CoreScroller, coreOf } from '../programs/xterm-core.ts';
import type { StateLine } from '../programs/xterm-state-core.ts';

/** Numbers that a line keeps for each cell. */
const CELL = 3;

/** If more cells were written, all are copied, in one call. */
const MOST_CELLS = 40;

const REUSED = Symbol('reused');
const BLANK = Symbol('blank');

/** A line of xterm, and what is known of it. */
interface ReusedLine extends Omit<StateLine, '_combined' | '_extendedAttrs'> {
  _combined: object;
  _extendedAttrs: object;
  /** Its cells from `used` on are those of this line; undefined if nothing is known of them. */
  blank?: ReusedLine | undefined;
  used?: number;
  /** Is never written itself. */
  [BLANK]?: true;
  copyFrom(line: ReusedLine): void;
  copyCellsFrom(from: object, at: number, to: number, count: number, isReverse: boolean): void;
  setCell(column: number, cell: object): void;
  setCellFromCodepoint(column: number, code: number, width: number, pen: object): void;
  addCodepointToCell(column: number, code: number, width: number): void;
}

/** Holds for all that is written from now on. */
export function reuseLines(terminal: Terminal): void {
  const buffers = coreOf(terminal)._bufferService;
  markBlank(buffers);
  const shared = sharedOnce(buffers.buffers.normal.lines.get(0) as unknown as ReusedLine, REUSED);
  if (shared === null) return;
  countCells(shared);
  const { copyFrom } = shared;
  shared.copyFrom = function (from) {
    if (from === this.blank && from.length === this.length) clear(this, from);
    else {
      copyFrom.call(this, from);
      this.blank = from[BLANK] ? from : undefined;
    }
    this.used = 0;
  };
}

/** xterm keeps a blank line of which it makes copies, and takes another one for another color or width. */
function markBlank(buffers: CoreScroller): void {
  let kept = buffers._cachedBlankLine;
  Object.defineProperty(buffers, '_cachedBlankLine', {
    get: () => kept,
    set(line: ReusedLine) {
      line[BLANK] = true;
      kept = line;
    },
  });
}

function clear(line: ReusedLine, blank: ReusedLine): void {
  const { used = line.length } = line;
  if (used > MOST_CELLS) line._data.set(blank._data);
  else for (let at = 0; at < used * CELL; at += 1) line._data[at] = blank._data[at] as number;
  line._combined = {};
  line._extendedAttrs = {};
  line.isWrapped = blank.isWrapped;
}

/** Everything that writes cells tells of them; what is not here calls these. */
function countCells(shared: ReusedLine): void {
  const { setCell, setCellFromCodepoint, addCodepointToCell, copyCellsFrom } = shared;
  shared.setCell = function (column, cell) {
    wrote(this, column);
    setCell.call(this, column, cell);
  };
  shared.setCellFromCodepoint = function (column, code, width, pen) {
    wrote(this, column);
    setCellFromCodepoint.call(this, column, code, width, pen);
  };
  shared.addCodepointToCell = function (column, code, width) {
    wrote(this, column);
    addCodepointToCell.call(this, column, code, width);
  };
  shared.copyCellsFrom = function (from, at, to, count, isReverse) {
    this.blank = undefined;
    copyCellsFrom.call(this, from, at, to, count, isReverse);
  };
}

function wrote(line: ReusedLine, column: number): void {
  // Of a line that was never used again, nothing is known: no number is larger than undefined.
  if (column >= (line.used as number)) line.used = column + 1;
}
