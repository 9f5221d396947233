import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOMENT_MS, surplusOf, type UnattachedSession } from './surplus-sessions.ts';

const session = (sessionId: string, since: number, usedAt: number): UnattachedSession => ({
  sessionId,
  since,
  usedAt,
});

const idsOf = (sessions: readonly UnattachedSession[]) => sessions.map(({ sessionId }) => sessionId);

test('what was left first ends first, however long ago the others were used', () => {
  const all = [session('later', 10_000, 0), session('first', 10_000 - MOMENT_MS - 1, 9_000)];
  expect(idsOf(surplusOf(all, 1))).toEqual(['first']);
});

test('of what was left in one moment, what was not used for longest ends first', () => {
  const all = [
    session('typed', 0, -5),
    session('idle', MOMENT_MS, -70),
    session('idler', 2 * MOMENT_MS, -80),
  ];
  expect(idsOf(surplusOf(all, 1))).toEqual(['idler', 'idle']);
});

test('as many are kept as may be, and none that was left, or used, before one that ends', () => {
  const one = fc.record({
    sessionId: fc.uuid(),
    since: fc.nat(20 * MOMENT_MS),
    usedAt: fc.nat(20 * MOMENT_MS),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), fc.nat(10), (all, most) => {
      const ended = surplusOf(all, most);
      const kept = all.filter((session) => !ended.includes(session));
      expect(kept).toHaveLength(Math.min(most, all.length));
      for (const first of ended) {
        for (const other of kept.filter(({ since }) => since < first.since)) {
          expect(first.usedAt).toBeLessThanOrEqual(other.usedAt);
          const between = all
            .map(({ since }) => since)
            .filter((at) => at >= other.since && at <= first.since);
          const gaps = between
            .toSorted((a, b) => a - b)
            .map((at, index, times) => at - (times[index - 1] ?? at));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(MOMENT_MS);
        }
      }
    }),
  );
});

test('which ones are left does not depend on whether they end one by one or all at once', () => {
  const one = fc.record({ since: fc.nat(MOMENT_MS), usedAt: fc.nat(1_000) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), fc.nat(10), (times, most) => {
      const all = times
        .toSorted((a, b) => a.since - b.since)
        .map(({ since, usedAt }, index) => session(`${index}`, since, usedAt));
      let kept: UnattachedSession[] = [];
      for (const next of all) {
        const now = [...kept, next];
        const ended = surplusOf(now, most);
        kept = now.filter((session) => !ended.includes(session));
      }
      const ended = surplusOf(all, most);
      expect(kept).toEqual(all.filter((session) => !ended.includes(session)));
    }),
  );
});
