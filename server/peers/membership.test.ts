import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hello } from './hello.ts';
import { Membership, MISSED_BEATS, SILENCE_MS } from './membership.ts';

const replicaOf = (name: string) => ({ id: `${name}-${'0'.repeat(12)}`, name });
const SELF = replicaOf('self');
const [A, B, C, VICTIM] = ['a', 'b', 'c', 'victim'].map(replicaOf) as [R, R, R, R];
type R = ReturnType<typeof replicaOf>;
const HOUR_MS = 3_600_000;

function helloOf({ id }: R, changes: Partial<Hello> = {}): Hello {
  return { protocol: 1, oldest: 1, id, url: '', state: 'serving', gone: [], ...changes };
}

const fateOf = (membership: Membership, { id }: R, now: number) => membership.fateOf(id, now).kind;

/** Of replicas and addresses that come and go, in any order that makes sense or not. */
const ADDRESSES = ['https://one', 'https://two', 'https://three'];
const address = fc.constantFrom(...ADDRESSES);
const replica = fc.constantFrom(SELF, A, B, C);
const state = fc.constantFrom('serving' as const, 'draining' as const, 'ended' as const);
const gone = fc.array(fc.record({ id: fc.constantFrom(A.id, B.id, C.id), ageMs: fc.nat(2 * HOUR_MS) }), {
  maxLength: 2,
});
const hello = fc.record({ from: replica, state, gone }).map(({ from, ...changes }) => helloOf(from, changes));
type Step = (membership: Membership, now: number) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.subarray(ADDRESSES).map(
    (urls): Step =>
      (membership, now) =>
        membership.listed([...urls, 'https://victim'], now),
  ),
  fc.tuple(address, hello).map(
    ([url, said]): Step =>
      (membership, now) =>
        membership.answered(url, said, now),
  ),
  address.map(
    (url): Step =>
      (membership, now) =>
        membership.refused(url, now),
  ),
  address.map(
    (url): Step =>
      (membership, now) =>
        membership.failed(url, now),
  ),
  fc.tuple(address, replica).map(
    ([url, { id }]): Step =>
      (membership, now) =>
        membership.learned(url, id, now),
  ),
  hello.map(
    (said): Step =>
      (membership, now) =>
        said.id !== SELF.id && membership.heard(said, now),
  ),
  fc.constant<Step>((membership, now) => membership.tick(now)),
);
const steps = fc.array(fc.tuple(fc.nat(5000), step), { maxLength: 60 });
const beats: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>((membership) => membership.beat()) },
  replica.map(
    ({ id }): Step =>
      (membership) =>
        membership.reachedBy(id),
  ),
);
const stepsAndBeats = fc.array(fc.tuple(fc.nat(5000), fc.oneof(step, beats)), { maxLength: 120 });

/** Runs the steps, with a look after each of them. */
function run(
  all: readonly (readonly [number, Step])[],
  look: (membership: Membership, now: number) => void,
  start: Step = () => {},
): void {
  const membership = new Membership(SELF);
  let now = 1_000_000;
  start(membership, now);
  for (const [ms, take] of all) {
    now += ms;
    take(membership, now);
    look(membership, now);
  }
}

describe('whatever happens', () => {
  test('each replica has one fate, and every list agrees with it', () => {
    fc.assert(
      fc.property(steps, (all) =>
        run(all, (membership, now) => {
          expect(fateOf(membership, SELF, now)).toBe('self');
          const { live, unreachable, counts } = membership;
          expect(live.map(({ id }) => id)).toEqual([...new Set(live.map(({ id }) => id))].sort());
          for (const one of live)
            expect(membership.fateOf(one.id, now)).toEqual({ kind: 'alive', peer: one });
          for (const one of unreachable) expect(fateOf(membership, one, now)).toBe('unreachable');
          const names = [...live, ...unreachable].map(({ name }) => name);
          for (const one of [A, B, C]) {
            const isNamed = names.includes(one.name);
            if (fateOf(membership, one, now) === 'gone') expect(isNamed).toBe(false);
          }
          expect(names).not.toContain(SELF.name);
          expect(counts.serving + counts.draining).toBe(live.length);
          if (membership.isolated) expect(live).toEqual([]);
        }),
      ),
    );
  });

  test('a change of a fate changes the version', () => {
    fc.assert(
      fc.property(stepsAndBeats, (all) => {
        let before: unknown;
        let version = -1;
        const viewOf = (membership: Membership, now: number) => {
          const seen = [A, B, C].map((one) => membership.fateOf(one.id, now));
          return JSON.stringify([seen, membership.isolated, membership.unreachable]);
        };
        run(all, (membership, now) => {
          const atFirst = membership.version;
          let view = viewOf(membership, now);
          // To ask for one fate may change another.
          if (membership.version !== atFirst) view = viewOf(membership, now);
          if (membership.version === version) expect(view).toBe(before);
          before = view;
          version = membership.version;
        });
      }),
    );
  });

  test('one whose address is listed, and that nobody has seen end, is never taken for gone', () => {
    const victims = fc.oneof(
      fc.constant<Step>((membership, now) => membership.answered('https://victim', helloOf(VICTIM), now)),
      fc.constant<Step>((membership, now) => membership.failed('https://victim', now)),
    );
    const all = fc.array(fc.tuple(fc.nat(10 * 60_000), fc.oneof(victims, step)), { maxLength: 60 });
    fc.assert(
      fc.property(all, (each) =>
        run(
          each,
          (membership, now) => expect(fateOf(membership, VICTIM, now)).not.toBe('gone'),
          (membership, now) => {
            membership.listed(['https://victim'], now);
            membership.answered('https://victim', helloOf(VICTIM), now);
          },
        ),
      ),
    );
  });

  test.each([
    ['its address refuses', (m: Membership, now: number) => m.refused('https://victim', now)],
    [
      'another has its address',
      (m: Membership, now: number) => m.answered('https://victim', helloOf(A), now),
    ],
    [
      'it says so',
      (m: Membership, now: number) => m.answered('https://victim', helloOf(VICTIM, { state: 'ended' }), now),
    ],
    [
      'it said so in passing',
      (m: Membership, now: number) => m.heard(helloOf(VICTIM, { state: 'ended' }), now),
    ],
  ])('one has gone when %s, until it answers again', (_what, ends) => {
    fc.assert(
      fc.property(steps, (all) => {
        const seen: string[] = [];
        const membership = new Membership(SELF);
        let now = 1_000_000;
        membership.listed(['https://victim'], now);
        membership.answered('https://victim', helloOf(VICTIM), now);
        ends(membership, now);
        seen.push(fateOf(membership, VICTIM, now));
        for (const [ms, take] of all) {
          now += ms;
          take(membership, now);
          seen.push(fateOf(membership, VICTIM, now));
        }
        expect(new Set(seen)).toEqual(new Set(['gone']));
        membership.listed(['https://victim'], now);
        membership.answered('https://victim', helloOf(VICTIM), now);
        expect(fateOf(membership, VICTIM, now)).toBe('alive');
      }),
    );
  });
});

test('silence is unreachable only after a while, and a new address has that while too', () => {
  const membership = new Membership(SELF);
  membership.listed(['https://one', 'https://two'], 0);
  membership.answered('https://one', helloOf(A), 0);
  for (const url of ['https://one', 'https://two']) membership.failed(url, SILENCE_MS - 1);
  expect([fateOf(membership, A, 0), membership.isSettled]).toEqual(['alive', false]);
  for (const url of ['https://one', 'https://two']) membership.failed(url, SILENCE_MS);
  expect([fateOf(membership, A, 0), membership.isSettled]).toEqual(['unreachable', true]);
  expect(membership.isolated).toBe(true);
});

test('who answers, and has not got through for some beats, leaves this one isolated', () => {
  const membership = new Membership(SELF);
  membership.listed(['https://one', 'https://two'], 0);
  membership.answered('https://one', helloOf(A), 0);
  membership.answered('https://two', helloOf(B), 0);
  const beat = (count: number) => {
    for (let done = 0; done < count; done += 1) membership.beat();
    return membership.isolated;
  };
  expect([beat(MISSED_BEATS - 1), beat(1)]).toEqual([false, true]);
  membership.reachedBy(A.id);
  expect([membership.isolated, beat(MISSED_BEATS - 1), beat(1)]).toEqual([false, false, true]);
  // Another run has all the time again.
  membership.answered('https://two', helloOf(C), 1);
  expect([membership.isolated, beat(MISSED_BEATS)]).toEqual([false, true]);
});

test('a replica with two addresses lives while one of them answers', () => {
  const membership = new Membership(SELF);
  membership.listed(['https://one', 'https://two'], 0);
  for (const url of ['https://one', 'https://two']) membership.answered(url, helloOf(A), 0);
  expect(membership.live).toHaveLength(1);
  membership.refused('https://one', 1);
  expect(membership.live).toMatchObject([{ id: A.id, url: 'https://two' }]);
  membership.failed('https://two', SILENCE_MS);
  expect(fateOf(membership, A, SILENCE_MS)).toBe('unreachable');
  membership.refused('https://two', SILENCE_MS);
  expect(fateOf(membership, A, SILENCE_MS)).toBe('gone');
});

test('what was said of a replica that answers does not count once it is silent', () => {
  const membership = new Membership(SELF);
  membership.listed(['https://one', 'https://two'], 0);
  membership.answered('https://one', helloOf(A), 0);
  membership.refused('https://one', 1);
  membership.answered('https://one', helloOf(A), 2);
  membership.answered('https://two', helloOf(B, { gone: [{ id: A.id, ageMs: 5 }] }), 3);
  membership.failed('https://one', 2 + SILENCE_MS);
  expect(fateOf(membership, A, 2 + SILENCE_MS)).toBe('unreachable');
  membership.heard(helloOf(B, { gone: [{ id: A.id, ageMs: 5 }] }), 3 + SILENCE_MS);
  expect(fateOf(membership, A, 3 + SILENCE_MS)).toBe('gone');
});

test('a replica that was never heard of has gone only when no address can be its own', () => {
  const membership = new Membership(SELF);
  const fates: string[] = [];
  const look = (now: number) => fates.push(fateOf(membership, A, now));
  look(0);
  look(10_000);
  membership.listed(['https://one'], 10_000);
  look(10_000);
  membership.failed('https://one', 20_000);
  look(20_000);
  expect(new Set(fates)).toEqual(new Set(['unreachable']));
  membership.answered('https://one', helloOf(B), 20_000);
  membership.tick(20_000);
  expect(fateOf(membership, A, 20_000)).toBe('gone');
  expect(fateOf(membership, C, 20_000)).toBe('unreachable');
  // Another run may have the address by now.
  expect(fateOf(membership, C, 22_000)).toBe('unreachable');
  membership.answered('https://one', helloOf(B), 22_000);
  expect(fateOf(membership, C, 22_000)).toBe('gone');
  expect(fateOf(membership, VICTIM, 22_000)).toBe('unreachable');
  membership.answered('https://one', helloOf(B), 23_000);
  membership.tick(23_999);
  expect(fateOf(membership, VICTIM, 23_999)).toBe('unreachable');
  expect(fateOf(membership, VICTIM, 24_000)).toBe('gone');
});

test('the only one of a list, and one whose peers have all ended, are not isolated', () => {
  const membership = new Membership(SELF);
  expect(membership.isolated).toBe(true);
  membership.listed(['https://self', 'https://one'], 0);
  membership.answered('https://self', helloOf(SELF), 0);
  expect(membership.addresses).toEqual(['https://one']);
  membership.refused('https://one', 0);
  expect(membership.isolated).toBe(false);
});

test('an address that a replica tells itself counts as listed for a while', () => {
  const membership = new Membership(SELF);
  membership.listed([], 0);
  membership.learned('https://one', A.id, 0);
  membership.answered('https://one', helloOf(A), 0);
  membership.learned('https://other', A.id, 0);
  expect(membership.addresses).toEqual(['https://one']);
  membership.failed('https://one', 10_000);
  expect(fateOf(membership, A, 10_000)).toBe('unreachable');
  membership.tick(30_000);
  expect(fateOf(membership, A, 30_000)).toBe('gone');
  expect(membership.addresses).toEqual([]);
});

test('forgetting after an hour that a replica has gone is a change', () => {
  const membership = new Membership(SELF);
  membership.listed([], 0);
  membership.heard(helloOf(B, { gone: [{ id: A.id, ageMs: 0 }] }), 0);
  expect(membership.fateOf(A.id, 0).kind).toBe('gone');
  const { version } = membership;
  membership.tick(HOUR_MS);
  expect(membership.version).toBeGreaterThan(version);
});

test('what replicas tell each other of the past is forgotten after an hour all the same', () => {
  const [one, other] = [new Membership(SELF), new Membership(B)];
  one.listed(['https://a'], 0);
  one.answered('https://a', helloOf(A), 0);
  one.refused('https://a', 0);
  for (let now = 0; now <= 3 * HOUR_MS; now += 60_000) {
    // It starts when that is half over.
    if (now >= HOUR_MS / 2) other.heard(helloOf(SELF, { gone: one.goneAt(now) }), now);
    one.heard(helloOf(B, { gone: other.goneAt(now) }), now);
    one.tick(now);
    other.tick(now);
    expect(one.goneAt(now).map(({ id }) => id)).toEqual(now < HOUR_MS ? [A.id] : []);
  }
  expect(other.goneAt(3 * HOUR_MS)).toEqual([]);
});
