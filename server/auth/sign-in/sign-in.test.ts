import { beforeEach, describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { SignIn } from './sign-in.ts';
import { FakeProvider, type FakeTokens, LIFE_MS } from './testing/fake-tokens.ts';

let clock: FakeClock;
let provider: FakeProvider;

beforeEach(() => {
  clock = new FakeClock();
  provider = new FakeProvider(clock);
});

function signInWith(tokens: FakeTokens): SignIn<FakeTokens> {
  return new SignIn({ id: 'one', version: 1, tokens }, provider.rules, clock);
}

const refusedAll = () => true;

test('tokens are used as they are until shortly before they expire', async () => {
  const signIn = signInWith(provider.tokens('first'));
  clock.advance(LIFE_MS - 30_001);
  expect((await signIn.current()).name).toBe('first');
  expect(provider.asked).toBe(0);
  clock.advance(1);
  const current = signIn.current();
  provider.grant('second');
  expect((await current).name).toBe('second');
  expect(signIn.kept).toMatchObject({ id: 'one', version: 2 });
});

test('tokens with a short life are renewed in its last tenth', async () => {
  const signIn = signInWith({ name: 'first', until: clock.now() + 10_000, renewable: true });
  clock.advance(8999);
  await signIn.current();
  expect(provider.asked).toBe(0);
  clock.advance(1);
  const current = signIn.current();
  provider.grant('second');
  expect((await current).name).toBe('second');
});

test('all who wait share one renewal', async () => {
  const signIn = signInWith(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const waiting = Array.from({ length: 20 }, () => signIn.current());
  provider.grant('second');
  expect(new Set((await Promise.all(waiting)).map(({ name }) => name))).toEqual(new Set(['second']));
  expect(provider.asked).toBe(1);
});

test('tokens without an end are never renewed', async () => {
  const signIn = signInWith({ name: 'first', until: undefined, renewable: true });
  clock.advance(365 * 24 * 3_600_000);
  expect((await signIn.current()).name).toBe('first');
});

describe('a renewal that fails for a passing reason', () => {
  test('leaves valid tokens in use, and is not tried again at once', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS - 20_000);
    const current = signIn.current();
    provider.stumble();
    expect((await current).name).toBe('first');
    expect((await signIn.current()).name).toBe('first');
    expect(provider.asked).toBe(1);
    clock.advance(5000);
    const later = signIn.current();
    provider.grant('second');
    expect((await later).name).toBe('second');
  });

  test('is tried again for whoever must have it', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = signIn.current();
    for (const wait of [250, 1000, 2500]) {
      provider.stumble();
      await clock.advanceAsync(wait);
    }
    provider.grant('second');
    expect((await current).name).toBe('second');
    expect(provider.asked).toBe(4);
  });

  test('is said after the last attempt, and the sign-in goes on', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = expect(signIn.current()).rejects.toMatchObject({ code: 'sign-in-unavailable' });
    for (const wait of [250, 1000, 2500, 0]) {
      provider.stumble();
      await clock.advanceAsync(wait);
    }
    await current;
    expect(signIn.ended.aborted).toBe(false);
    const later = signIn.current();
    provider.grant('second');
    expect((await later).name).toBe('second');
  });

  test('is not tried again when attempts take long: requests wait 10 s', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = expect(signIn.current()).rejects.toMatchObject({ code: 'sign-in-unavailable' });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      clock.advance(3000);
      provider.stumble();
      await clock.advanceAsync(250);
    }
    await current;
    expect(provider.asked).toBe(2);
  });

  test('of somebody who could do without is tried again for who cannot', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS - 1000);
    const early = signIn.current();
    clock.advance(1000);
    const late = signIn.current();
    provider.stumble();
    await settlePromises();
    provider.grant('second');
    expect((await late).name).toBe('second');
    // They expired meanwhile for the first one, too.
    expect((await early).name).toBe('second');
  });
});

describe('a sign-in ends', () => {
  test('when the provider refuses for good', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = signIn.current();
    provider.refuse();
    await expect(current).rejects.toMatchObject({ code: 'unauthenticated', message: 'No longer.' });
    expect(signIn.ended.aborted).toBe(true);
    await expect(signIn.current()).rejects.toMatchObject({ message: 'No longer.' });
    expect(provider.asked).toBe(1);
  });

  test('with tokens that cannot be renewed, on time', () => {
    const signIn = signInWith(provider.tokens('first', false));
    clock.advance(LIFE_MS - 1);
    expect(signIn.ended.aborted).toBe(false);
    clock.advance(1);
    expect(signIn.ended.aborted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  test('on time also beyond the longest timer', () => {
    const signIn = signInWith({ name: 'first', until: clock.now() + 60 * 24 * 3_600_000, renewable: false });
    clock.advance(60 * 24 * 3_600_000 - 1);
    expect(signIn.ended.aborted).toBe(false);
    clock.advance(1);
    expect(signIn.ended.aborted).toBe(true);
  });

  test('when a cluster refuses tokens that cannot be renewed', async () => {
    const signIn = signInWith(provider.tokens('first', false));
    await expect(signIn.current(refusedAll)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(signIn.ended.aborted).toBe(true);
  });

  test('while it is renewed: the new tokens are not taken', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = signIn.current();
    signIn.end(new PodshellError('unauthenticated', 'Signed out.'));
    provider.grant('second');
    await expect(current).rejects.toThrow('Signed out.');
    expect(signIn.kept.version).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('while a retry waits: the provider is not asked again', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = expect(signIn.current()).rejects.toThrow('Signed out.');
    provider.stumble();
    await settlePromises();
    signIn.end(new PodshellError('unauthenticated', 'Signed out.'));
    await clock.advanceAsync(5000);
    await current;
    expect(provider.asked).toBe(1);
  });
});

describe('tokens that a cluster refuses', () => {
  test('are renewed once they are no longer new', async () => {
    const signIn = signInWith(provider.tokens('first'));
    expect((await signIn.current(refusedAll)).name).toBe('first');
    clock.advance(30_000);
    const current = signIn.current(refusedAll);
    provider.grant('second');
    expect((await current).name).toBe('second');
    expect((await signIn.current(refusedAll)).name).toBe('second');
    expect(provider.asked).toBe(1);
  });

  test('are not given again when they cannot be renewed now', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(30_000);
    const current = expect(signIn.current(refusedAll)).rejects.toMatchObject({ code: 'sign-in-unavailable' });
    for (const wait of [250, 1000, 2500, 0]) {
      provider.stumble();
      await clock.advanceAsync(wait);
    }
    await current;
  });
});

describe('tokens that another process has renewed', () => {
  const learned = (version: number) => ({
    id: 'one',
    version,
    tokens: provider.tokens(`${version}`),
  });

  test('count when they are newer', async () => {
    const signIn = signInWith(provider.tokens('first'));
    signIn.learn(learned(3));
    signIn.learn(learned(2));
    expect((await signIn.current()).name).toBe('3');
  });

  test('count when the provider refuses the old ones because of them', async () => {
    const signIn = signInWith(provider.tokens('first'));
    clock.advance(LIFE_MS);
    const current = signIn.current();
    signIn.learn(learned(2));
    provider.refuse();
    expect((await current).name).toBe('2');
    expect(signIn.ended.aborted).toBe(false);
  });

  test('do not open a sign-in that has ended', () => {
    const signIn = signInWith(provider.tokens('first', false));
    clock.advance(LIFE_MS);
    signIn.learn(learned(2));
    expect(signIn.kept.version).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });
});

test('dispose ends the timer, not the sign-in', () => {
  const signIn = signInWith(provider.tokens('first', false));
  signIn.dispose();
  expect(clock.pendingTimers).toBe(0);
  expect(signIn.ended.aborted).toBe(false);
});
