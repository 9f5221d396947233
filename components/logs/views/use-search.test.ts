import { expect, test } from 'vitest';
import { stepFrom } from './use-search.ts';

test.each<[found: number[], from: number, step: 1 | -1, next: number | undefined]>([
  [[2, 5, 9], -1, -1, 9],
  [[2, 5, 9], 5, -1, 2],
  [[2, 5, 9], 2, -1, 9],
  [[2, 5, 9], 5, 1, 9],
  [[2, 5, 9], 9, 1, 2],
  [[2, 5, 9], 4, 1, 5],
  [[], 3, 1, undefined],
  [[], -1, -1, undefined],
])('of %j, from %d by %d: %j', (found, from, step, next) => {
  expect(stepFrom(found, from, step)).toBe(next);
});
