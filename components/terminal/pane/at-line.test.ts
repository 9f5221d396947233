import { expect, test } from 'vitest';
import { isAtLine } from './at-line.ts';

const screen = (takesPastesWhole: boolean, isNormal: boolean) => ({
  takesPastesWhole,
  marks: { heard: { isNormal } },
});

test('a line is edited where pastes are taken whole, on the normal screen', () => {
  expect(isAtLine(screen(true, true))).toBe(true);
  // A running command, and an editor.
  expect(isAtLine(screen(false, true))).toBe(false);
  expect(isAtLine(screen(true, false))).toBe(false);
  expect(isAtLine(null)).toBe(false);
});
