import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_SLOTS, nextSlots, type RowSlots } from './row-slots.ts';

const uids = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { maxLength: 8 });
const step = fc.record({
  uids,
  isSameView: fc.boolean(),
  pinned: fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { maxLength: 2 }),
});

const keyOf = ({ uids, keys }: RowSlots, uid: string) => keys[uids.indexOf(uid)];

test('each row has its own element, and a pinned one is only ever that of its pod', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let slots = NO_SLOTS;
      for (const { uids, isSameView, pinned } of steps) {
        const before = slots;
        slots = nextSlots(before, uids, isSameView, new Set(pinned));
        expect(slots.uids).toEqual(uids);
        expect(new Set(slots.keys).size).toBe(uids.length);
        for (const uid of pinned.filter((one) => before.uids.includes(one))) {
          const owner = slots.uids[slots.keys.indexOf(keyOf(before, uid) ?? -1)];
          expect(owner).toBe(uids.includes(uid) ? uid : undefined);
        }
        if (isSameView)
          for (const uid of uids.filter((one) => before.uids.includes(one)))
            expect(keyOf(slots, uid)).toBe(keyOf(before, uid));
        // No element is made while one is left over.
        const made = slots.keys.filter((key) => !before.keys.includes(key)).length;
        const retired = pinned.filter((uid) => before.uids.includes(uid) && !uids.includes(uid)).length;
        expect(made).toBe(Math.max(0, uids.length - before.keys.length + retired));
      }
    }),
  );
});

test('in another view each place keeps its element', () => {
  const before = nextSlots(NO_SLOTS, [...'abcd'], false, new Set());
  const after = nextSlots(before, [...'cxyz'], false, new Set());
  expect(after.keys).toEqual(before.keys);
});

test('a row that scrolls away gives its element to the one that comes', () => {
  const before = nextSlots(NO_SLOTS, [...'abcd'], false, new Set());
  const after = nextSlots(before, [...'bcde'], true, new Set());
  expect(after.keys).toEqual([...before.keys.slice(1), before.keys[0]]);
});
