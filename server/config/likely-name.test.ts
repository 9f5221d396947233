import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, likelyName } from './likely-name.ts';
import { SETTINGS } from './schema.ts';

const known = Object.values(SETTINGS).map((spec) => spec.env);

test.each([
  ['PODSHELL_HEARTBEAT', 'PODSHELL_HEARTBEAT_SECONDS'],
  ['PODSHELL_HEARTBEAT_SECONDS_MAX', 'PODSHELL_HEARTBEAT_SECONDS'],
  ['PODSHELL_HEARBEAT_SECONDS', 'PODSHELL_HEARTBEAT_SECONDS'],
  ['PODSHELL_SECONDS_RESUME', 'PODSHELL_RESUME_SECONDS'],
  ['PODSHELL_LOGLEVEL', 'PODSHELL_LOG_LEVEL'],
])('%s was meant as %s', (name, meant) => {
  expect(likelyName(name, known)).toBe(meant);
});

test.each(['PODSHELL_SERVICE_HOST', 'PODSHELL_PORT_3000_TCP_ADDR', 'PODSHELL_TEAM', 'PODSHELL_'])(
  '%s was meant as itself',
  (name) => {
    expect(likelyName(name, known)).toBeUndefined();
  },
);

test('a known name is meant as itself, and one slip in it is found', () => {
  fc.assert(
    fc.property(fc.constantFrom(...known.filter((name) => name.length > 12)), fc.nat(), (name, at) => {
      expect(likelyName(name, known)).toBe(name);
      const cut = 9 + (at % (name.length - 9));
      expect(likelyName(name.slice(0, cut) + name.slice(cut + 1), known)).toBe(name);
    }),
  );
});

test('the distance is symmetric, zero for equal texts only, and obeys the triangle inequality', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'B', '_'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});
