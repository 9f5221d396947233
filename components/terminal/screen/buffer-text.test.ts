import { describe, expect, test } from 'vitest';
import { bufferText, type TextBuffer } from './buffer-text.ts';

/** Lines as xterm gives them: `+` in front marks one that goes on from the line before. */
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

  test('has no blanks at the ends of lines and of the text', () => {
    expect(bufferText(buffer('$ ', '', 'x  ', '', ''))).toBe('$\n\nx');
  });

  test('keeps what stands at the beginning of a line', () => {
    expect(bufferText(buffer('', '  indented'))).toBe('\n  indented');
  });

  test('of a buffer whose first lines were dropped begins in the middle of one', () => {
    expect(bufferText(buffer('+rest', 'next'))).toBe('rest\nnext');
  });

  test('is empty for an empty screen', () => {
    expect(bufferText(buffer('', '', ''))).toBe('');
  });
});
