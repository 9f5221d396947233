/** A terminal that is told the modes and what the owner's screen shows goes on as the owner's does. */

import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scrollback } from '#server/terminal/output/scrollback.ts';
import { outputSteps } from '../programs/testing/output-steps.ts';
import { coreOf } from '../programs/xterm-core.ts';
import { paintedScreen } from './painted-screen.ts';

const COLS = 20;
const ROWS = 10;

/** A program that fills the screen. */
const drawn = fc.array(
  fc.oneof(
    fc.constantFrom(
      'word ',
      '你好',
      '\r\n',
      '\x1b[K',
      '\x1b[2J',
      '\x1b[L',
      '\x1b[44m\x1b[K',
      '\x1b[3;6r',
      '\x1b[r',
      '\x1bM',
    ),
    fc
      .tuple(fc.integer({ min: 1, max: ROWS }), fc.integer({ min: 1, max: COLS }))
      .map(([y, x]) => `\x1b[${y};${x}H`),
    outputSteps.map((steps) => steps.map((step) => ('rows' in step ? '' : step.toString())).join('')),
  ),
  { maxLength: 20 },
);

function open(): Terminal {
  return new Terminal({ cols: COLS, rows: ROWS, allowProposedApi: true, logLevel: 'off' });
}

function textOf({ buffer: { active } }: Terminal): readonly string[] {
  const lines = Array.from({ length: ROWS }, (_, row) => active.getLine(active.baseY + row));
  return [
    `${active.type} ${active.cursorX} ${active.cursorY}`,
    ...lines.map((line) => line?.translateToString(true).trimEnd() ?? ''),
  ];
}

test('who comes late sees the text of the owner’s screen, then and after further output', () => {
  fc.assert(
    fc.property(drawn, drawn, (before, after) => {
      const scrollback = new Scrollback(64);
      scrollback.resized({ cols: COLS, rows: ROWS });
      // The cursor ends where a program leaves it, and not behind the last column.
      const first = `\x1b[?1049h${before.join('')}\x18\x1b[?1049h\x1b[4;5H`;
      const owner = open();
      coreOf(owner).writeSync(first);
      scrollback.append(Buffer.from(first));
      const { Data: text, Col: col, Row: row } = paintedScreen(owner);
      const late = open();
      coreOf(late).writeSync('old\x1bc');
      coreOf(late).writeSync(scrollback.modesAt(scrollback.end, { text, col, row }).toString());
      expect(textOf(late)).toEqual(textOf(owner));
      for (const one of [owner, late])
        coreOf(one).writeSync(after.filter((part) => !part.includes('\x1b')).join(''));
      expect(textOf(late)).toEqual(textOf(owner));
    }),
    { numRuns: 300 },
  );
}, 60_000);
