import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameParts } from './name-parts.ts';

const BASE = 'payments-gateway-reconciliation-worker-7f9c6d5b8';

test.each([
  ['web', { start: 'web', end: '', rest: '' }],
  ['web · nginx, a container', { start: 'web · nginx, a container', end: '', rest: '' }],
  [`${BASE}-x2k4q`, { start: BASE, end: '-x2k4q', rest: '' }],
  [`${BASE}-x2k4q · main +2`, { start: BASE, end: '-x2k4q', rest: ' · main +2' }],
  ['a-database-with-a-long-name-0', { start: 'a-database-with-a-long-', end: 'name-0', rest: '' }],
])('%s', (text, parts) => expect(nameParts(text)).toEqual(parts));

test('no character is lost', () => {
  const texts = fc.string({ maxLength: 80, unit: fc.constantFrom(...'ab-. 9') });
  fc.assert(
    fc.property(texts, (text) => {
      const { start, end, rest } = nameParts(text);
      expect(start + end + rest).toBe(text);
    }),
  );
});
