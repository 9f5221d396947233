import { expect, test } from 'vitest';
import { isFast } from './webgl-renderer.ts';

test('keeps a card whose first frames are slow', () => {
  expect(isFast([80, 12, 0.6, 0.9])).toBe(true);
});

test('gives up a renderer whose frames are all slow', () => {
  expect(isFast([90, 9, 11, 8])).toBe(false);
});

test('gives up a renderer that drew no frame', () => {
  expect(isFast([])).toBe(false);
});
