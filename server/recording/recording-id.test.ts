import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstIdOf, shellId, timeOfId } from './recording-id.ts';

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('an id is a UUID of version 7 that says when it was made', () => {
  fc.assert(
    fc.property(times, random, (time, bytes) => {
      const id = shellId(time, bytes);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(timeOfId(id)).toBe(time);
    }),
  );
});

test('ids have the order of their times, and lie behind the first of their time', () => {
  fc.assert(
    fc.property(times, times, random, random, (one, other, first, second) => {
      const [a, b] = [shellId(one, first), shellId(other, second)];
      if (one < other) expect(a < b).toBe(true);
      expect(a >= firstIdOf(other)).toBe(one >= other);
    }),
  );
});

test('two ids of one millisecond differ', () => {
  expect(shellId(1, randomBytes(10))).not.toBe(shellId(1, randomBytes(10)));
});

test.each(['', '..', 'x', '018f0e8a-0000-4000-8000-000000000000', '018F0E8A-0000-7000-8000-000000000000'])(
  '%j is no id',
  (id) => expect(timeOfId(id)).toBeUndefined(),
);
