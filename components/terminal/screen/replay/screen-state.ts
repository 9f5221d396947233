/**
 * Copies all that decides what a terminal shows, and what it makes of later output, out of xterm and into another one.
 * xterm's serialize addon writes a text instead, in which margins, saved cursors, character sets, underlines and a pending
 * wrap are missing. Tests compare both terminals on the installed version.
 */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../programs/xterm-core.ts';
import type { StateBuffer, StateCore, StateLine } from '../programs/xterm-state-core.ts';

/** Color and style of a character: foreground, background, underline. */
type Pen = readonly [fg: number, bg: number, ext: number];

interface LineState {
  /** Cells. A line of the alternate screen stays as long as it was when the window gets narrower. */
  readonly length: number;
  /** Three numbers for each cell, without the blank cells at the end. */
  readonly cells: Uint32Array;
  readonly isWrapped: boolean;
  /** Combined characters by column. */
  readonly combined: Readonly<Record<number, string>>;
  /** Underlines by column. */
  readonly extended: Readonly<Record<number, number>>;
}

interface BufferState {
  readonly lines: readonly LineState[];
  /** Lines that it may hold: what it was resized to before counts. */
  readonly mostLines: number;
  /** Line of the buffer at the top of the screen. */
  readonly base: number;
  readonly cursor: readonly [x: number, y: number];
  readonly margins: readonly [top: number, bottom: number];
  readonly tabs: Readonly<Record<number, boolean | undefined>>;
  readonly saved: {
    readonly cursor: readonly [x: number, y: number];
    readonly pen: Pen;
    readonly charset: unknown;
  };
}

/** The state of a terminal between two sequences. Plain data: it can be posted to another thread. */
export interface ScreenState {
  readonly cols: number;
  readonly rows: number;
  readonly normal: BufferState;
  /** Without lines while the normal screen is shown, but with a saved cursor. */
  readonly alternate: BufferState;
  readonly isAlternate: boolean;
  readonly pen: Pen;
  readonly modes: object;
  readonly privateModes: object;
  readonly isCursorHidden: boolean;
  readonly charsets: { readonly current: unknown; readonly level: number; readonly all: readonly unknown[] };
  readonly widths: string;
  readonly joins: number;
  /** Newline mode (LNM). */
  readonly convertEol: boolean;
}

const CELL = 3;
/** One blank cell: no character, one column wide, no color. */
const BLANK = 1 << 22;
const PARSER_IS_AT_REST = 0;

/** @returns undefined in the middle of a sequence or of a character, of which the rest would mean nothing */
export function captureScreen(terminal: Terminal): ScreenState | undefined {
  const core = coreOf(terminal);
  const { _parser: parser, _stringDecoder: decoder, _curAttrData: pen } = core._inputHandler;
  if (parser.currentState !== PARSER_IS_AT_REST || decoder._interim !== 0) return undefined;
  const { normal, alt, active } = core._bufferService.buffers;
  const { charset, glevel, _charsets } = core._charsetService;
  return {
    cols: terminal.cols,
    rows: terminal.rows,
    normal: captureBuffer(normal),
    alternate: captureBuffer(alt),
    isAlternate: active === alt,
    pen: penOf(pen),
    modes: { ...core.coreService.modes },
    privateModes: { ...core.coreService.decPrivateModes },
    isCursorHidden: core.coreService.isCursorHidden,
    charsets: { current: charset, level: glevel, all: [..._charsets] },
    widths: terminal.unicode.activeVersion,
    joins: parser.precedingJoinState,
    convertEol: terminal.options.convertEol === true,
  };
}

/** Gives a terminal the state of another one. It must have parsed all that it was given. */
export function restoreScreen(terminal: Terminal, state: ScreenState): void {
  const core = coreOf(terminal);
  terminal.reset();
  terminal.options.convertEol = state.convertEol;
  terminal.resize(state.cols, state.rows);
  const { buffers } = core._bufferService;
  restoreBuffer(buffers.normal, state.normal);
  if (state.isAlternate) buffers.activateAltBuffer();
  restoreBuffer(buffers.alt, state.alternate);
  const { _inputHandler: input, coreService, _charsetService: charsets } = core;
  setPen(input._curAttrData, state.pen);
  Object.assign(coreService.modes, state.modes);
  Object.assign(coreService.decPrivateModes, state.privateModes);
  coreService.isCursorHidden = state.isCursorHidden;
  charsets.charset = state.charsets.current;
  charsets.glevel = state.charsets.level;
  // A state that was text for a while has null for none.
  charsets._charsets = state.charsets.all.map((one) => one ?? undefined);
  terminal.unicode.activeVersion = state.widths;
  input._parser.reset();
  input._parser.precedingJoinState = state.joins;
  terminal.scrollToBottom();
  terminal.refresh(0, terminal.rows - 1);
}

function captureBuffer(buffer: StateBuffer): BufferState {
  return {
    lines: Array.from({ length: buffer.lines.length }, (_, at) => captureLine(buffer.lines.get(at))),
    mostLines: buffer.lines.maxLength,
    base: buffer.ybase,
    cursor: [buffer.x, buffer.y],
    margins: [buffer.scrollTop, buffer.scrollBottom],
    tabs: { ...buffer.tabs },
    saved: {
      cursor: [buffer.savedX, buffer.savedY],
      pen: penOf(buffer.savedCurAttrData),
      charset: buffer.savedCharset,
    },
  };
}

function restoreBuffer(buffer: StateBuffer, state: BufferState): void {
  const { lines } = buffer;
  lines.length = 0;
  lines.maxLength = state.mostLines;
  for (const line of state.lines) {
    const created = buffer.getBlankLine(buffer.savedCurAttrData);
    restoreLine(created, line, () => buffer.savedCurAttrData.extended.clone());
    lines.push(created);
  }
  buffer.ybase = state.base;
  buffer.ydisp = state.base;
  [buffer.x, buffer.y] = state.cursor;
  [buffer.scrollTop, buffer.scrollBottom] = state.margins;
  buffer.tabs = { ...state.tabs };
  [buffer.savedX, buffer.savedY] = state.saved.cursor;
  setPen(buffer.savedCurAttrData, state.saved.pen);
  buffer.savedCharset = state.saved.charset;
}

function captureLine(line: StateLine): LineState {
  const { _data: data, length } = line;
  let end = length * CELL;
  while (end > 0 && data[end - CELL] === BLANK && data[end - 2] === 0 && data[end - 1] === 0) end -= CELL;
  const extended = Object.entries(line._extendedAttrs).flatMap(([column, found]) =>
    found === undefined ? [] : [[column, found.ext] as const],
  );
  return {
    length,
    cells: data.slice(0, end),
    isWrapped: line.isWrapped,
    combined: { ...line._combined },
    extended: Object.fromEntries(extended),
  };
}

function restoreLine(
  line: StateLine,
  state: LineState,
  underline: () => StateLine['_extendedAttrs'][number],
) {
  line._data = new Uint32Array(state.length * CELL);
  for (let at = state.cells.length; at < line._data.length; at += CELL) line._data[at] = BLANK;
  line._data.set(state.cells);
  line.length = state.length;
  line.isWrapped = state.isWrapped;
  Object.assign(line._combined, state.combined);
  for (const [column, ext] of Object.entries(state.extended)) {
    const created = underline();
    if (created !== undefined) created.ext = ext;
    line._extendedAttrs[Number(column)] = created;
  }
}

function penOf({ fg, bg, extended }: StateCore['_inputHandler']['_curAttrData']): Pen {
  return [fg, bg, extended.ext];
}

function setPen(pen: StateCore['_inputHandler']['_curAttrData'], [fg, bg, ext]: Pen): void {
  pen.fg = fg;
  pen.bg = bg;
  // The lines share the object that they were written with.
  pen.extended = pen.extended.clone();
  pen.extended.ext = ext;
}
