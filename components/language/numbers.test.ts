import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber } from './numbers.ts';

test.each(['en', 'zh-CN'])('numbers are written as %s does', (language) => {
  const { format } = new Intl.NumberFormat(language);
  const thousandths = fc.integer({ min: -1e12, max: 1e12 }).map((value) => value / 1_000);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.maxSafeNat().map((value) => Math.floor(value / 1_000)),
        thousandths,
      ),
      (value) => {
        fc.pre(!Object.is(value, -0));
        expect(formatNumber(value)).toBe(format(value));
      },
    ),
  );
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
  [-1234.5, '-1,234.5'],
  [1.23456, '1.235'],
])('%d is written as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
