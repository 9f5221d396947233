import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPaste, questionPaste } from './paste-check.ts';

describe('a paste is questioned', () => {
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

  test('with its first lines, cut where they are long', () => {
    const preview = questionPaste(`${'y'.repeat(500)}\n${'x\n'.repeat(99)}`, false);
    expect(preview?.lines).toBe(100);
    expect(preview?.head).toHaveLength(6);
    expect(preview?.head[0]).toBe(`${'y'.repeat(120)}…`);
  });
});

test('no text can end the brackets around a paste', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const clean = cleanPaste(`${before}\x1b[201~${after}`);
      expect(clean).not.toContain('\x1b');
      expect(clean).toContain('[201~');
    }),
  );
  expect(cleanPaste('as it is\t日🙂\n')).toBe('as it is\t日🙂\n');
});
