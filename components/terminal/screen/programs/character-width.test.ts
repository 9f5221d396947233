import { Terminal } from '@xterm/xterm';
import { describe, expect, test } from 'vitest';
import { setCharacterWidths } from './character-width.ts';

function open() {
  const terminal = new Terminal({ cols: 40, rows: 4, allowProposedApi: true });
  setCharacterWidths(terminal);
  const answers: string[] = [];
  terminal.onData((text) => answers.push(text));
  const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
  return {
    answers,
    write,
    line: (row = 0) => terminal.buffer.active.getLine(row)?.translateToString(true),
    widthOf: async (text: string) => {
      await write(`\r\n${text}`);
      return terminal.buffer.active.cursorX;
    },
  };
}

/** The width by `wcwidth` of the C library, added up for each character. */
const CASES = [
  ['a letter', 'a', 1, 1],
  ['an accent by itself', 'e\u0301', 1, 1],
  ['a letter of Chinese', '漢', 2, 2],
  ['half and full width', 'ｱＡ', 3, 3],
  ['an emoji', '🙂', 2, 2],
  ['a sign that is shown as an emoji', '❤\ufe0f', 1, 2],
  ['a family', '👨\u200d👩\u200d👧', 6, 2],
  ['a skin tone', '👍🏽', 4, 2],
  ['a flag', '🇭🇺', 2, 2],
  ['a zero-width space', 'a\u200bb', 2, null],
  ['a syllable of Hangul in parts', '\u1112\u1161\u11ab', 2, 2],
  ['a spacing mark', 'க\u0bbe', 2, null],
  ['a soft hyphen', 'a\u00adb', 3, null],
] as const;

describe('cells', () => {
  test.each(CASES)('of %s', async (_name, text, byCharacter, byCluster) => {
    const terminal = open();
    expect(await terminal.widthOf(text)).toBe(byCharacter);
    if (byCluster === null) return;
    await terminal.write('\x1b[?2027h');
    expect(await terminal.widthOf(text)).toBe(byCluster);
    await terminal.write('\x1b[?2027l');
    expect(await terminal.widthOf(text)).toBe(byCharacter);
  });
});

test('a line with an emoji is edited at the position of the shell', async () => {
  const { write, line } = open();
  // The output of bash for `echo ❤️cd`, Ctrl+A and Z: it moves back by its own count of cells and rewrites the line.
  await write(`$ echo ❤\ufe0fcd${'\b'.repeat('echo '.length + 1 + 'cd'.length)}\x1b[1@Z`);
  expect(line()).toBe('$ Zecho ❤\ufe0fcd');
});

test('a combining mark after a cursor movement joins the cell before it', async () => {
  const { write, line } = open();
  await write('ab\x1b[2G\u0301');
  expect(line()).toBe('a\u0301b');
});

test('a query reports whether clusters count as one', async () => {
  const { write, answers } = open();
  await write('\x1b[?2027$p\x1b[?2027h\x1b[?2027$p\x1b[!p\x1b[?2027$p\x1b[?2027h\x1bc\x1b[?2027$p');
  expect(answers).toEqual(['\x1b[?2027;2$y', '\x1b[?2027;1$y', '\x1b[?2027;2$y', '\x1b[?2027;2$y']);
});
