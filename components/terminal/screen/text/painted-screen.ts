/**
 * What a program that fills the screen has drawn, as text that draws it again: for watchers that came later. Loaded when the
 * server asks for it.
 */

import type { IBufferCell, Terminal } from '@xterm/xterm';
import { MAX_SCREEN_TEXT } from '#protocol/viewing-messages.ts';
import type { PaintedScreen } from '../../connection/ports.ts';
import { coreOf } from '../programs/xterm-core.ts';

const NOTHING: PaintedScreen = { Data: '', Col: 1, Row: 1 };

const PLAIN = '0';

/** Styles with the SGR parameters that set them. */
const STYLES = [
  [1, 'isBold'],
  [2, 'isDim'],
  [3, 'isItalic'],
  [4, 'isUnderline'],
  [5, 'isBlink'],
  [7, 'isInverse'],
  [8, 'isInvisible'],
  [9, 'isStrikethrough'],
  [53, 'isOverline'],
] as const satisfies readonly (readonly [number, keyof IBufferCell])[];

/** @returns without `Data` where no program fills the screen, or where it would be too long */
export function paintedScreen(terminal: Terminal): PaintedScreen {
  const { active } = terminal.buffer;
  if (active.type !== 'alternate') return NOTHING;
  let text = '';
  let pen = '';
  for (let row = 0; row < terminal.rows; row += 1) {
    const line = active.getLine(active.baseY + row);
    let at = -1;
    for (let col = 0; line !== undefined && col < line.length; col += 1) {
      const cell = line.getCell(col);
      if (cell === undefined || cell.getWidth() === 0 || isBlank(cell)) continue;
      if (at !== col) text += `\x1b[${row + 1};${col + 1}H`;
      const wanted = penOf(cell);
      if (wanted !== pen) text += `\x1b[${wanted}m`;
      pen = wanted;
      const chars = cell.getChars() || ' ';
      text += chars;
      // How far another one moves the cursor depends on modes that are set later.
      at = chars.length === 1 && cell.getWidth() === 1 ? col + 1 : -1;
    }
  }
  text += '\x1b[m';
  if (text.length > MAX_SCREEN_TEXT) return NOTHING;
  const { scrollTop } = coreOf(terminal)._bufferService.buffers.active;
  const top = terminal.modes.originMode ? scrollTop : 0;
  const Col = Math.min(active.cursorX, terminal.cols - 1) + 1;
  return { Data: text, Col, Row: Math.max(0, active.cursorY - top) + 1 };
}

function isBlank(cell: IBufferCell): boolean {
  return cell.getChars().trim() === '' && penOf(cell) === PLAIN;
}

/** Parameters of the sequence that sets a cell's colors and styles. */
function penOf(cell: IBufferCell): string {
  const styles = STYLES.flatMap(([code, is]) => (cell[is]() ? [code] : []));
  const fg = colorOf(30, cell.getFgColorMode(), cell.getFgColor());
  const bg = colorOf(40, cell.getBgColorMode(), cell.getBgColor());
  return [PLAIN, ...styles, ...fg, ...bg].join(';');
}

/** How xterm says which colors a number is of. */
const SIXTEEN = 1 << 24;
const PALETTE = 2 << 24;
const RGB = 3 << 24;

function colorOf(base: 30 | 40, mode: number, color: number): readonly string[] {
  switch (mode) {
    case SIXTEEN:
      // A bold one of these is brighter.
      return [`${base + (color < 8 ? color : color + 52)}`];
    case PALETTE:
      return [`${base + 8};5;${color}`];
    case RGB:
      return [`${base + 8};2;${color >> 16};${(color >> 8) & 255};${color & 255}`];
    default:
      return [];
  }
}
