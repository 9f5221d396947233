import { expect, test } from 'vitest';
import { rowWidth } from './row-width.ts';

test.each([
  [{ hasLabel: false, times: 'off' }, undefined, 'calc(80ch + 1.7rem)'],
  [{ hasLabel: true, times: 'utc' }, undefined, 'calc(103ch + 11.2rem)'],
  [{ hasLabel: false, times: 'relative' }, undefined, 'calc(80ch + 8.45rem)'],
  [{ hasLabel: false, times: 'off' }, [5, 40], 'calc(45ch + 2.45rem)'],
] as const)('a row with %j and columns %j', (start, widths, expected) => {
  const columns = widths?.map((width) => ({ name: `c${width}`, width }));
  expect(rowWidth(start, columns, 80)).toBe(expected);
});
