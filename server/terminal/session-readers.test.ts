import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_CHUNK, MAX_STEPS, OWNER_ACTS, Play, READER_ACTS, type Step } from './testing/session-play.ts';

const index = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('output' as const), bytes: fc.integer({ min: 1, max: 300 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('output' as const),
      bytes: fc.integer({ min: 50_000, max: MAX_CHUNK }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('resize' as const), cols: fc.integer({ min: 1, max: 200 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('owner' as const),
      does: fc.constantFrom(...OWNER_ACTS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('watch' as const), acks: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('record' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('reader' as const),
      does: fc.constantFrom(...READER_ACTS),
      index,
    }),
  },
);

test('whatever further readers do, the owner and the process notice nothing, and each reader gets what it can', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: MAX_STEPS }),
      fc.boolean(),
      async (steps, exits) => {
        const alone = new Play(false);
        const play = new Play(true);
        for (const next of steps) {
          alone.do(next);
          play.do(next);
          expect(play.trace()).toEqual(alone.trace());
        }
        for (const each of [alone, play]) each.pass(50);
        expect(play.trace()).toEqual(alone.trace());
        expect(play.owners.map(({ messages }) => messages)).toEqual(
          alone.owners.map(({ messages }) => messages),
        );
        for (const follower of play.followers) {
          if (follower.state === 'reading') follower.go();
          follower.check(play.written, follower.state === 'reading');
        }
        if (exits) for (const each of [alone, play]) each.room.backend.stream.exit(0);
        await Promise.all([alone, play].map((each) => each.room.registry.dispose()));
        expect(play.owners.map(({ closed }) => closed)).toEqual(alone.owners.map(({ closed }) => closed));
        for (const { state, calls, callsBefore } of play.followers) {
          if (state === 'left') expect(calls).toBe(callsBefore);
          // The call at which it breaks is the last.
          if (state === 'broken') expect(calls).toBeLessThanOrEqual(callsBefore + 1);
        }
        expect(play.room.registry.size).toBe(0);
        expect(play.room.clock.pendingTimers).toBe(0);
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
