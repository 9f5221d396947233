import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration } from './duration.ts';

const units = { second: ' s', minute: ' min', hour: ' h' };

test.each([
  [0.5, '0.5 s'],
  [1, '1 s'],
  [60, '60 s'],
  [90, '90 s'],
  [120, '2 min'],
  [600, '10 min'],
  [3600, '1 h'],
  [5400, '90 min'],
  [7200, '2 h'],
  [86_400, '24 h'],
])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds, units)).toBe(text));

test('parsing the text returns the same number of seconds', () => {
  const sizes: Record<string, number> = { s: 1, min: 60, h: 3600 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
      const [number, unit = ''] = formatDuration(seconds, units).split(' ');
      expect(Number(number) * (sizes[unit] ?? 0)).toBe(seconds);
    }),
  );
});
