/** A terminal that is told the modes and what the owner's one shows goes on as the owner's does. */

import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scrollback } from '#server/terminal/output/scrollback.ts';
import { setCharacterWidths } from '../programs/character-width.ts';
import { limitSequences } from '../programs/sequence-limits.ts';
import { keepLinks, xtermState } from '../programs/testing/xterm-state.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { playSteps, type ReplayStep, replaySteps } from '../replay/testing/whole-screen.ts';
import { paintedScreen } from './painted-screen.ts';
import { shownIn } from './testing/shown-in.ts';

const SIZE = { cols: 20, rows: 8 };

function open(): Terminal {
  const terminal = new Terminal({ ...SIZE, scrollback: 500, allowProposedApi: true, logLevel: 'off' });
  setCharacterWidths(terminal);
  limitSequences(terminal);
  keepLinks(terminal);
  return terminal;
}

/** A watcher's terminal that comes when the owner's has shown all that the session has written, of which little is kept. */
function join(owner: Terminal, written: Scrollback): Terminal {
  const late = open();
  playSteps(late, ['old\x1b[44m\x1b[2;5r\x1b[3g', '\x18\x1bc', { cols: owner.cols, rows: owner.rows }]);
  playSteps(late, [written.modesAt(written.end, paintedScreen(owner)).toString()]);
  return late;
}

function play(steps: readonly ReplayStep[]) {
  const owner = open();
  const written = new Scrollback(64);
  written.resized(SIZE);
  for (const step of steps) {
    if (typeof step === 'string') written.append(Buffer.from(step));
    else written.resized(step);
  }
  playSteps(owner, steps);
  return { owner, written };
}

/** For colors and styles, that there is more: a hyperlink, or how a line under them is drawn. */
const HAS_EXTENDED = 0x10000000;

/**
 * False where DECSC or DECRC met a hyperlink or an underline: xterm saves a part of the pen, and restores the rest with
 * the next SGR.
 */
function isPenWhole(terminal: Terminal): boolean {
  const { _inputHandler, _bufferService } = coreOf(terminal);
  const { normal, alt } = _bufferService.buffers;
  const { bg, extended } = _inputHandler._curAttrData;
  const isSavedWhole = [normal, alt].every(
    ({ savedCurAttrData }) => (savedCurAttrData.bg & HAS_EXTENDED) === 0,
  );
  const isExtended = extended.urlId !== 0 || (extended.ext & 0x1c000000) !== 0;
  return isSavedWhole && ((bg & HAS_EXTENDED) !== 0) === isExtended;
}

/** After a resize, the alternate screen of xterm has a scrollback, and what a narrower window has cut off. */
function keepsMore(terminal: Terminal): boolean {
  const { lines } = coreOf(terminal)._bufferService.buffers.alt;
  const isCut = Array.from({ length: lines.length }, (_, at) => lines.get(at).length).some(
    (length) => length !== terminal.cols,
  );
  return isCut || lines.maxLength > terminal.rows;
}

/**
 * The line is full, so that the cursor is behind its last column, and its last cell was erased, or DECRC has to bring back a
 * character set, which moves the cursor.
 */
function isFullOddly(terminal: Terminal): boolean {
  const { _bufferService, _charsetService } = coreOf(terminal);
  const { charset, glevel, _charsets } = _charsetService;
  const { active } = _bufferService.buffers;
  if (active.x < terminal.cols) return false;
  const last = active.lines.get(active.ybase + active.y)._data[(terminal.cols - 1) * 3] as number;
  return charset !== _charsets[glevel] || last === 1 << 22;
}

/**
 * Where lines do not wrap, xterm drops the second half of a joined emoji that does not fit, and gives what is left of it, up to
 * the joiner, the width of the whole.
 */
function hasHalfEmoji(terminal: Terminal): boolean {
  const { normal, alt } = coreOf(terminal)._bufferService.buffers;
  return [normal, alt].some(({ lines }) =>
    Array.from({ length: lines.length }, (_, at) => Object.values(lines.get(at)._combined)).some((texts) =>
      texts.some((text) => text.endsWith('\u200d')),
    ),
  );
}

/** A combining mark, or a repetition, that comes right after the moment is lost: what it belongs to was drawn before. */
const APART = '\0';

const TALL = (step: ReplayStep) => typeof step === 'string' || step.rows > 1;

test('who comes late sees what the owner sees, then and after further output', () => {
  fc.assert(
    fc.property(replaySteps, replaySteps, (before, after) => {
      const { owner, written } = play(before.filter(TALL));
      fc.pre(!isFullOddly(owner) && !hasHalfEmoji(owner));
      const late = join(owner, written);
      expect(shownIn(late)).toEqual(shownIn(owner));
      if (!isPenWhole(owner)) return;
      expect(xtermState(late)).toEqual(xtermState(owner));
      if (keepsMore(owner) || keepsMore(late)) return;
      const later = after.filter((step) => typeof step === 'string');
      for (const one of [owner, late]) playSteps(one, [APART, ...later]);
      expect(shownIn(late)).toEqual(shownIn(owner));
    }),
    // The pen that DECRC restores is underlined, in no style.
    { numRuns: 300, examples: [[['\x1b[4:3m\x1b7\x1b[m\x1b8underlined'], []]] },
  );
}, 60_000);
