import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorKeyFor } from './shared-input.ts';

test('arrow keys are converted to the cursor key mode of the other program', () => {
  expect(cursorKeyFor('\x1b[A', true)).toBe('\x1bOA');
  expect(cursorKeyFor('\x1bOA', false)).toBe('\x1b[A');
  expect(cursorKeyFor('\x1bOF', false)).toBe('\x1b[F');
  expect(cursorKeyFor('\x1b[H', false)).toBe('\x1b[H');
});

test('other input is not changed', () => {
  // The sequence of F1 begins like that of an arrow key in application mode.
  for (const text of ['\x1bOP', '\x1b[1;5A', '\x1b[A\x1b[A', '\x03', '[A']) {
    expect(cursorKeyFor(text, true)).toBe(text);
    expect(cursorKeyFor(text, false)).toBe(text);
  }
  fc.assert(fc.property(fc.string(), fc.boolean(), (text, mode) => cursorKeyFor(text, mode) === text));
});
