import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPaste, personsPaste, questionPaste } from './paste-check.ts';

describe('a paste is confirmed', () => {
  test.each([
    ['ls', false, null],
    ['ls\n', false, null],
    ['', false, null],
    ['one\ntwo', false, 2],
    ['one\r\ntwo\r\n', false, 2],
    ['one\rtwo', false, 2],
    ['one\ntwo', true, null],
    ['x\n'.repeat(19), true, null],
    ['x\n'.repeat(20), true, 20],
  ] as const)('%j, bracketed: %s', (text, bracketed, lines) => {
    expect(questionPaste(text, bracketed)?.lines ?? null).toBe(lines);
  });

  test('with all its lines, of any length, and the number of characters', () => {
    const text = `${'y'.repeat(500)}🙂\n${'x\n'.repeat(250)}`;
    const preview = questionPaste(text, false);
    expect(preview).toMatchObject({ lines: 251, characters: 1_002, hiddenLines: 0, hasMarks: false });
    expect(preview?.blocks.map(({ line }) => line)).toEqual([0, 100, 200]);
    const shown = preview?.blocks.map(({ parts }) => parts.map((part) => part.text).join('')).join('\n');
    expect(`${shown}\n`).toBe(text);
  });

  test('with hidden characters as marks', () => {
    const preview = questionPaste('safe\n\u202ecurl evil\x03\n', false);
    expect(preview?.hasMarks).toBe(true);
    expect(preview?.blocks).toEqual([
      {
        line: 0,
        parts: [
          { start: 0, text: 'safe\n', isMark: false },
          { start: 5, text: 'U+202E', isMark: true },
          { start: 6, text: 'curl evil', isMark: false },
          { start: 15, text: '␃', isMark: true },
        ],
      },
    ]);
  });

  test('with the number of lines that are left out', () => {
    const preview = questionPaste('0123456789abcde\n'.repeat(100_000), false);
    expect(preview?.lines).toBe(100_000);
    expect(preview?.hiddenLines).toBe(100_000 - 65_536);
  });
});

describe('a paste by a person', () => {
  test.each([
    ['ls\n', false, 'ls'],
    ['ls\r\n', false, 'ls'],
    ['ls', false, 'ls'],
    ['ls\n', true, 'ls\n'],
    ['one\ntwo\n', false, 'one\ntwo\n'],
    ['\n', false, ''],
    ['ls\x03 echo ran\n', true, 'ls␃ echo ran\n'],
    ['ls\x03 echo ran\n', false, 'ls␃ echo ran'],
  ] as const)('%j, bracketed: %s', (text, bracketed, pasted) => {
    expect(personsPaste(text, bracketed)).toBe(pasted);
  });
});

test('no text can end bracketed paste or trigger the terminal driver', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('\x1b', '\x03', '\x1a', '\x1c', '\x9b'), (before, control) => {
      const clean = cleanPaste(`${before}${control}[201~`);
      expect(clean).not.toContain(control);
      expect(clean).toContain('[201~');
    }),
  );
  expect(cleanPaste('as it is\t日🙂\n')).toBe('as it is\t日🙂\n');
});
