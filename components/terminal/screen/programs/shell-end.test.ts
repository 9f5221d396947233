import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { END_OF_SHELL } from './shell-end.ts';

const write = (terminal: Terminal, text: string) =>
  new Promise<void>((resolve) => terminal.write(text, resolve));

const open = () => new Terminal({ cols: 20, rows: 4, scrollback: 50, allowProposedApi: true });

const SETS = [
  '\x1b[?1049h',
  '\x1b[?1047h',
  '\x1b[?47h',
  '\x1b[?9h',
  '\x1b[?1000h',
  '\x1b[?1002h',
  '\x1b[?1003h\x1b[?1006h',
  '\x1b[?1016h',
  '\x1b[?1004h',
  '\x1b[?1h\x1b=',
  '\x1b[?2004h',
  '\x1b[?2026h',
  '\x1b[?6h\x1b[2;3r',
  '\x1b[4h',
  '\x1b[?7l',
  '\x1b[?45h',
  '\x1b(0\x0e',
  'text\r\n',
  // Truncated sequences.
  '\x1b[?10',
  '\x1b]0;title',
  '\x1bP$q',
];

test('after any modes of a program, scrollback, mouse and selection work again', async () => {
  const defaults = open();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...SETS), { maxLength: 6 }), async (sets) => {
      const terminal = open();
      await write(terminal, 'before\r\none\r\ntwo\r\nthree\r\nfour\r\n');
      await write(terminal, sets.join('') + END_OF_SHELL);
      expect(terminal.modes).toEqual(defaults.modes);
      expect(terminal.buffer.active.type).toBe('normal');
      expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('before');
      terminal.dispose();
    }),
  );
});

test('a shell that restored its modes keeps its screen and cursor', async () => {
  const terminal = open();
  await write(terminal, `one\r\ntwo${END_OF_SHELL}`);
  expect([0, 1].map((row) => terminal.buffer.active.getLine(row)?.translateToString(true))).toEqual([
    'one',
    'two',
  ]);
  expect([terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]).toEqual([3, 1]);
});
