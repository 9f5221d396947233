/**
 * What a terminal shows, as text that draws it again: for watchers that came later. Loaded when the server asks for it.
 */

import type { Terminal } from '@xterm/xterm';
import {
  type DrawnScreen,
  MAX_SCREEN_TEXT,
  MAX_WRAP_TEXT,
  type ScreenPlace,
} from '#protocol/viewing-messages.ts';
import type { HeardMarks } from '../marks/heard-marks.ts';
import { coreOf } from '../programs/xterm-core.ts';
import type { StateBuffer } from '../programs/xterm-state-core.ts';
import { paintedBuffer } from './painted-buffer.ts';
import { characterAt, paintedCell } from './painted-cells.ts';
import { paintedMarks } from './painted-marks.ts';

/**
 * Of the normal screen with its scrollback, in UTF-16 units: what the owner types meanwhile waits for less than this to
 * be sent.
 */
const MOST_SCROLLBACK = 128 * 1024;

const NOTHING: DrawnScreen = { Data: '', Col: 1, Row: 1 };

/**
 * @param marks the shell's command marks, which are heard in the drawing, too
 * @returns without text where the screens alone would take too long a one
 */
export function paintedScreen(terminal: Terminal, marks?: HeardMarks): DrawnScreen {
  const core = coreOf(terminal);
  const { cols, rows } = terminal;
  const { normal, alt, active } = core._bufferService.buffers;
  const window = { core, cols, rows };
  const alternate = active === alt ? paintedBuffer(alt, window, 0) : '';
  const room = MAX_SCREEN_TEXT - alternate.length;
  const text =
    room > 0
      ? paintedBuffer(normal, window, Math.min(room, MOST_SCROLLBACK), paintedMarks(terminal, marks))
      : '';
  if (text.length > room) return NOTHING;
  const top = terminal.modes.originMode ? active.scrollTop : 0;
  const wrap = active.x < cols ? undefined : wrapText(active, window);
  return {
    Data: alternate,
    Normal: text,
    Col: (wrap?.col ?? Math.min(active.x, cols - 1)) + 1,
    Row: Math.max(0, active.y - top) + 1,
    ...(wrap === undefined ? {} : { Wrap: wrap.text }),
    Saved: savedPlace(normal, cols),
    SavedAlternate: savedPlace(alt, cols),
    Cols: cols,
    Rows: rows,
  };
}

/** The line is full, and the next character goes to the next line: only writing its last character again says so. */
function wrapText(buffer: StateBuffer, { core, cols }: { core: ReturnType<typeof coreOf>; cols: number }) {
  const line = buffer.lines.get(buffer.ybase + buffer.y);
  const col = characterAt(line, cols - 1);
  const text = paintedCell(line, col, core);
  // Any number of characters may be combined into one.
  return text === undefined || text.length > MAX_WRAP_TEXT ? undefined : { col, text };
}

/** What DECSC has saved. xterm counts its line from the start of the scrollback. */
function savedPlace({ savedX, savedY, ybase }: StateBuffer, cols: number): ScreenPlace {
  return { Col: Math.min(savedX, cols - 1) + 1, Row: Math.max(0, savedY - ybase) + 1 };
}
