import { describe, expect, test } from 'vitest';
import { bufferText, lastTextRow, type TextBuffer } from './buffer-text.ts';

/** Lines as xterm returns them; a leading `+` marks a wrapped line. */
function buffer(...lines: string[]): TextBuffer {
  return {
    length: lines.length,
    getLine: (index) => {
      const line = lines[index];
      if (line === undefined) return undefined;
      const isWrapped = line.startsWith('+');
      return { isWrapped, translateToString: () => (isWrapped ? line.slice(1) : line) };
    },
  };
}

describe('the text of a buffer', () => {
  test('joins wrapped lines and keeps the others apart', () => {
    expect(bufferText(buffer('one two ', '+three', 'four'))).toBe('one two three\nfour');
  });

  test('has no trailing blanks and no trailing empty lines', () => {
    expect(bufferText(buffer('$ ', '', 'x  ', '', ''))).toBe('$\n\nx');
  });

  test('keeps blanks at the start of a line', () => {
    expect(bufferText(buffer('', '  indented'))).toBe('\n  indented');
  });

  test('may begin in the middle of a wrapped line, if its first rows were dropped', () => {
    expect(bufferText(buffer('+rest', 'next'))).toBe('rest\nnext');
  });

  test('is empty for an empty screen', () => {
    expect(bufferText(buffer('', '', ''))).toBe('');
  });
});

test('the last row with text is found above the empty ones', () => {
  expect(lastTextRow(buffer('$ ls', '', '+wrapped', '', '  '))).toBe(2);
  expect(lastTextRow(buffer('', '  '))).toBe(-1);
});
