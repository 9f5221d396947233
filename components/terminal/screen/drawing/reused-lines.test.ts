// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { outputSteps } from '../programs/testing/output-steps.ts';
import { captureScreen } from '../replay/screen-state.ts';
import { reuseLines } from './reused-lines.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function terminalOf(cols: number, { reuses }: { reuses: boolean }): Terminal {
  const terminal = new Terminal({ cols, rows: 10, scrollback: 5, allowProposedApi: true });
  if (reuses) reuseLines(terminal);
  return terminal;
}

function write(terminal: Terminal, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => terminal.write(data, resolve));
}

const cells = fc.constantFrom(
  // Short, long, wide and combined text, and text that wraps.
  'ab',
  '\tend\r',
  'x'.repeat(45),
  '漢字',
  'e\u0301',
  'e\u0301\u0302'.repeat(12),
  // ICH, DCH, ECH, EL, ED, IL, DL, SU, SD, REP, DECALN, and places.
  '\x1b[3@',
  '\x1b[2P',
  '\x1b[4X',
  '\x1b[K',
  '\x1b[1K',
  '\x1b[1J',
  '\x1b[2L',
  '\x1b[2M',
  '\x1b[2S',
  '\x1b[2T',
  'r\x1b[30b',
  '\x1b#8',
  '\x1b[5;35H',
  '\x1b[10;2H',
  // Blank lines of other colors, insert mode, protected cells and underlines.
  '\x1b[44m',
  '\x1b[0m',
  '\x1b[4h',
  '\x1b[4l',
  '\x1b[1"q',
  '\x1b[4:3mu',
  '\x1b[?1049h',
  '\x1b[?1049l',
  '\x1bM',
);
const lines = fc.integer({ min: 1, max: 30 }).map((count) => 'y\r\n'.repeat(count));
const size = fc.constantFrom({ cols: 20 }, { cols: 40 }, { cols: 60 });
const steps = fc.array(fc.oneof({ weight: 6, arbitrary: cells }, { weight: 4, arbitrary: lines }, size), {
  maxLength: 50,
});

test('a line that is used again is as blank as a new one', async () => {
  await fc.assert(
    fc.asyncProperty(steps, outputSteps, async (all, programs) => {
      const terminals = [terminalOf(40, { reuses: false }), terminalOf(40, { reuses: true })];
      for (const terminal of terminals) {
        for (const step of [...all, ...programs]) {
          if (typeof step === 'string' || step instanceof Uint8Array) await write(terminal, step);
          else terminal.resize('cols' in step ? step.cols : terminal.cols, 'rows' in step ? step.rows : 10);
        }
      }
      // Ends what the output has begun.
      for (const terminal of terminals) await write(terminal, '\x18');
      const [plain, changed] = terminals.map(captureScreen);
      expect(changed).toEqual(plain);
      for (const terminal of terminals) terminal.dispose();
    }),
    { numRuns: 80 },
  );
});

test('short lines are cleared without copying a whole line', async () => {
  const terminal = terminalOf(80, { reuses: true });
  // From the second time on, it is known what was written.
  await write(terminal, 'short\r\n'.repeat(100));
  const copied = vi.spyOn(Uint32Array.prototype, 'set');
  await write(terminal, 'short\r\n'.repeat(100));
  expect(copied).not.toHaveBeenCalled();
  await write(terminal, `${'long '.repeat(15)}\r\n`.repeat(100));
  expect(copied).toHaveBeenCalled();
  terminal.dispose();
});
