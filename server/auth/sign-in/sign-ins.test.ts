import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import type { KeptSignIn, SignIn } from './sign-in.ts';
import type { SignIns } from './sign-ins.ts';
import { FakeProvider, type FakeTokens, LIFE_MS } from './testing/fake-tokens.ts';

let clock: FakeClock;
let provider: FakeProvider;
let signIns: SignIns<FakeTokens>;

beforeEach(() => {
  clock = new FakeClock();
  provider = new FakeProvider(clock);
  signIns = provider.signIns();
});

const HOUR_MS = 3_600_000;

test('each sign-in has an id that cannot be guessed', () => {
  const ids = [1, 2, 3].map(() => signIns.begin(provider.tokens('a')).kept.id);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
});

test('an old cookie finds the newest tokens', async () => {
  const { kept: old } = signIns.begin(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const current = signIns.find(old).current();
  provider.grant('second');
  await current;
  clock.advance(60_000);
  expect(signIns.find(old).kept).toMatchObject({ version: 2, tokens: { name: 'second' } });
});

test('the newest tokens are kept until the browser has shown that it has them', async () => {
  const { kept: old } = signIns.begin(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const current = signIns.find(old).current();
  provider.grant('second');
  await current;
  clock.advance(2 * HOUR_MS);
  expect(signIns.find(old).kept.version).toBe(2);
});

test('a cookie of another process, or of before a restart, is taken as it is', async () => {
  const { kept } = signIns.begin(provider.tokens('first'));
  const restarted = provider.signIns();
  expect((await restarted.find(kept).current()).name).toBe('first');
  expect(
    (await restarted.find({ ...kept, version: 5, tokens: provider.tokens('fifth') }).current()).name,
  ).toBe('fifth');
  expect(restarted.find(kept).kept.version).toBe(5);
});

test('an ended sign-in is found by none of its cookies, and others are', async () => {
  const { kept } = signIns.begin(provider.tokens('a'));
  const other = signIns.begin(provider.tokens('b')).kept;
  const { ended } = signIns.find(kept);
  await signIns.end(kept);
  expect(ended.aborted).toBe(true);
  expect(() => signIns.find({ ...kept, version: 9 })).toThrow('has ended');
  expect(signIns.find(other).ended.aborted).toBe(false);
  // Also one that this process did not know.
  const unknown = { ...kept, id: 'unknown' };
  await signIns.end(unknown);
  expect(() => signIns.find(unknown)).toThrow('has ended');
});

test.each([
  ['can be renewed', 89 * 24 * HOUR_MS, true, LIFE_MS],
  ['cannot', 23 * HOUR_MS, false, LIFE_MS],
  ['cannot, and lives for days', 71 * HOUR_MS, false, 72 * HOUR_MS],
])(
  'a copied cookie whose sign-in %s opens nothing long after the sign-out',
  async (_which, ms, canRenew, life) => {
    const tokens = { ...provider.tokens('a', canRenew), until: clock.now() + life };
    const { kept } = signIns.begin(tokens);
    await signIns.end(kept);
    clock.advance(ms);
    expect(() => signIns.find(kept)).toThrow('has ended');
  },
);

test('an ended sign-in is forgotten in the end', async () => {
  await signIns.end(signIns.begin(provider.tokens('a')).kept);
  clock.advance(91 * 24 * HOUR_MS);
  expect(clock.pendingTimers).toBe(0);
});

test('ending gives the newest tokens, for the provider to forget', async () => {
  const { kept: old } = signIns.begin(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const current = signIns.find(old).current();
  provider.grant('second');
  await current;
  expect((await signIns.end(old)).tokens.name).toBe('second');
  expect((await signIns.end({ ...old, id: 'unknown' })).tokens.name).toBe('first');
});

test('one that expires is ended for its cookies, too', () => {
  const { kept } = signIns.begin(provider.tokens('first', false));
  clock.advance(LIFE_MS);
  expect(() => signIns.find({ ...kept, version: 2 })).toThrow('has ended');
});

test('what nobody uses is forgotten, with all timers', () => {
  const { kept } = signIns.begin(provider.tokens('first'));
  signIns.find(kept);
  // Nobody came back with this one.
  signIns.begin(provider.tokens('first'));
  expect(clock.pendingTimers).toBe(1);
  const first = signIns.find(kept);
  clock.advance(25 * HOUR_MS);
  // A shell still holds it: it is found again.
  expect(signIns.find(kept)).toBe(first);
  signIns.dispose();
  expect(clock.pendingTimers).toBe(0);
});

/** A step of the world around one sign-in. Numbers choose among the cookies that were ever set. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('request' as const), cookie: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      ms: fc.constantFrom(300, 5000, 60_000, 280_000, LIFE_MS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('grant' as const) }) },
  fc.record({ kind: fc.constant('stumble' as const) }),
  fc.record({ kind: fc.constant('refuse' as const) }),
  fc.record({ kind: fc.constant('elsewhere' as const) }),
  fc.record({ kind: fc.constant('signOut' as const), cookie: fc.nat(20) }),
);

test('never two renewals at once, newer tokens always win, and what has ended stays so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      clock = new FakeClock();
      provider = new FakeProvider(clock);
      signIns = provider.signIns();
      const first = signIns.begin(provider.tokens('1'));
      const { ended } = first;
      const cookies: KeptSignIn<FakeTokens>[] = [first.kept];
      const requests: Promise<unknown>[] = [];
      let newest = 1;
      let hasEnded = false;

      function see(signIn: SignIn<FakeTokens>): void {
        const { kept } = signIn;
        expect(kept.version).toBeGreaterThanOrEqual(newest);
        newest = kept.version;
        if (kept !== cookies.at(-1)) cookies.push(kept);
      }

      for (const one of steps) {
        const cookie = cookies['cookie' in one ? one.cookie % cookies.length : 0] ?? first.kept;
        if (one.kind === 'advance') await clock.advanceAsync(one.ms);
        else if (one.kind === 'elsewhere') {
          cookies.push({ ...first.kept, version: newest + 1, tokens: provider.tokens('elsewhere') });
        } else if (one.kind === 'signOut') void signIns.end(cookie);
        else if (one.kind === 'request') {
          if (hasEnded) expect(() => signIns.find(cookie)).toThrow('has ended');
          else {
            newest = Math.max(newest, cookie.version);
            const signIn = signIns.find(cookie);
            see(signIn);
            const seen = signIn.current().then(
              ({ until = 0 }) => {
                expect(signIn.kept.tokens.until).toBeGreaterThanOrEqual(until);
                see(signIn);
              },
              (error: { code?: string }) => {
                if (!['unauthenticated', 'sign-in-unavailable'].includes(error.code ?? '')) throw error;
              },
            );
            requests.push(seen);
          }
        } else provider[one.kind === 'grant' ? 'grant' : one.kind](`${newest + 1}`);
        await settlePromises();
        expect(provider.waiting).toBeLessThanOrEqual(1);
        if (hasEnded) expect(ended.aborted).toBe(true);
        hasEnded ||= ended.aborted;
      }
      // Nobody waits for ever.
      let isOver = false;
      const all = Promise.all(requests).finally(() => {
        isOver = true;
      });
      while (!isOver) {
        provider.stumble();
        await clock.advanceAsync(5000);
      }
      await all;
    }),
    { numRuns: 200 },
  );
});
