import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OwnedIds } from './owned-ids.ts';

const FIRST = 'a'.repeat(32);
const SECOND = 'b'.repeat(32);
const WEB_1 = { id: 'web-1-0123456789ab', name: 'web-1' };
const WEB_2 = { id: 'web-2-ba9876543210', name: 'web-2' };

test('every replica with the secret knows whose an id is', () => {
  const minted = new OwnedIds({ kind: 'session', secrets: [FIRST], self: WEB_1 });
  const other = new OwnedIds({ kind: 'session', secrets: [FIRST], self: WEB_2 });
  const ids = Array.from({ length: 20 }, () => minted.mint());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(other.ownerOf(id)).toEqual(WEB_1);
    expect(encodeURIComponent(id)).toBe(id);
  }
});

test('the secret is rotated without a moment at which an id is not known', () => {
  // As docs/replicas.md says: while replicas are restarted one by one, two neighbors run side by side.
  const steps = [[FIRST], [FIRST, SECOND], [SECOND, FIRST], [SECOND]].map(
    (secrets) => new OwnedIds({ kind: 'session', secrets, self: WEB_1 }),
  );
  for (const [at, one] of steps.entries()) {
    for (const [otherAt, other] of steps.entries()) {
      if (Math.abs(at - otherAt) > 1) continue;
      expect(other.ownerOf(one.mint())).toEqual(WEB_1);
    }
  }
  expect(steps.at(-1)?.ownerOf(steps[0]?.mint() ?? '')).toBeUndefined();
});

test('nobody else makes an id', () => {
  const ids = new OwnedIds({ kind: 'session', secrets: [FIRST, SECOND], self: WEB_1 });
  const id = ids.mint();
  expect(
    new OwnedIds({ kind: 'session', secrets: ['c'.repeat(32)], self: WEB_1 }).ownerOf(id),
  ).toBeUndefined();
  expect(new OwnedIds({ kind: 'pod-stream', secrets: [FIRST], self: WEB_1 }).ownerOf(id)).toBeUndefined();
  expect(ids.ownerOf(id.replace('web-1', 'web-2'))).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(id.length - 1), fc.constantFrom(...'0aZ_~'), (at, character) => {
      fc.pre(id[at] !== character);
      expect(ids.ownerOf(id.slice(0, at) + character + id.slice(at + 1))).toBeUndefined();
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => ids.ownerOf(text) === undefined));
});
