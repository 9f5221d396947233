import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CountedLimit } from './counted-limit.ts';

test('never counts more than the limit, releases each place once, and forgets keys without a place', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('take' as const), key: fc.constantFrom('a', 'b') }),
    fc.record({ kind: fc.constant('release' as const), index: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (most, steps) => {
      const limit = new CountedLimit(most);
      const taken: { key: string; release: () => void; open: boolean }[] = [];
      const openOf = (key: string) => taken.filter((one) => one.key === key && one.open).length;
      for (const one of steps) {
        if (one.kind === 'take') {
          const release = limit.take(one.key);
          expect(release === undefined).toBe(openOf(one.key) === most);
          if (release !== undefined) taken.push({ key: one.key, release, open: true });
        } else {
          const place = taken[one.index];
          place?.release();
          if (place !== undefined) place.open = false;
        }
        expect(limit.size).toBe(new Set(taken.filter(({ open }) => open).map(({ key }) => key)).size);
      }
    }),
  );
});
