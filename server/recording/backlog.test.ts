import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backlog } from './backlog.ts';

const OWN = 10;
const SHARED = 100;

test('what waits is bounded, and nobody is refused what is their own, whatever comes and goes', () => {
  const step = fc.record({ who: fc.nat(4), adds: fc.boolean(), bytes: fc.integer({ min: 1, max: 40 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const backlog = new Backlog({ ownBytes: OWN, sharedBytes: SHARED });
      const parts = Array.from({ length: 5 }, () => backlog.part());
      let most = 0;
      for (const { who, adds, bytes } of steps) {
        const part = parts[who] as (typeof parts)[number];
        if (part.bytes < OWN) expect(part.isFull()).toBe(false);
        if (!adds) part.remove(Math.min(bytes, part.bytes));
        else if (!part.isFull()) part.add(bytes);
        most = Math.max(
          most,
          parts.reduce((sum, one) => sum + one.bytes, 0),
        );
      }
      // One that has room takes a whole chunk, here of up to 40 bytes.
      expect(most).toBeLessThan(SHARED + 5 * OWN + 5 * 40);
      for (const part of parts) part.remove(part.bytes);
      const [alone] = parts;
      alone?.add(OWN + SHARED - 1);
      expect(alone?.isFull()).toBe(false);
      alone?.add(1);
      expect(alone?.isFull()).toBe(true);
    }),
  );
});
