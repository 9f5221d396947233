import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rendezvous } from './rendezvous.ts';

const replicas = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 })
  .map((ids) => ids.map((id) => ({ id })));
const keys = fc.string();

test('nobody is named where there is nobody', () => {
  expect(rendezvous('key', [])).toBeUndefined();
});

test('all name the same one, in whatever order they know the others', () => {
  fc.assert(
    fc.property(replicas, keys, fc.nat(), (all, key, turns) => {
      const turned = [...all.slice(turns % all.length), ...all.slice(0, turns % all.length)];
      expect(rendezvous(key, turned)).toBe(rendezvous(key, all));
      expect(rendezvous(key, [...all].reverse())).toBe(rendezvous(key, all));
    }),
  );
});

test('one that goes moves its own keys only, and one that comes takes keys for itself only', () => {
  fc.assert(
    fc.property(replicas, keys, fc.nat(), (all, key, which) => {
      const leaving = all[which % all.length];
      const before = rendezvous(key, all);
      const after = rendezvous(
        key,
        all.filter((one) => one !== leaving),
      );
      if (before !== leaving) expect(after).toBe(before);
    }),
  );
});

test('keys are shared out evenly', () => {
  const all = ['web-1', 'web-2', 'web-3'].map((id) => ({ id }));
  const counts = new Map<string | undefined, number>();
  for (let index = 0; index < 3000; index += 1) {
    const id = rendezvous(`user-${index}`, all)?.id;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['web-1', 'web-2', 'web-3']);
  for (const count of counts.values()) {
    expect(count).toBeGreaterThan(850);
    expect(count).toBeLessThan(1150);
  }
});
