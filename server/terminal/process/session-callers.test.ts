import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Caller } from '#server/ports.ts';
import { localCaller, playedSignIn } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { SessionCallers } from './session-callers.ts';

const clock = new FakeClock();
const now = () => clock.now();
const UNHEARD = { onSignInEnded() {} };

function tokenOf({ credential }: Caller): Promise<string> {
  return credential.kind === 'token' ? credential.token() : Promise.resolve('');
}

/** A sign-in with these groups. */
function impersonated(group: string): { readonly caller: Caller; readonly end: () => void } {
  const ended = new AbortController();
  const credential = { kind: 'impersonate', user: 'ada', groups: [group] } as const;
  return {
    caller: { ...localCaller('ada', 'Ada'), credential, ended: ended.signal },
    end: () => ended.abort(),
  };
}

describe('requests of a session are sent', () => {
  test('with the newest sign-in that lasts', () => {
    const [first, second] = [playedSignIn('ada', 'first'), playedSignIn('ada', 'second')];
    const callers = new SessionCallers(first.caller, clock, UNHEARD);
    expect(callers.current).toBe(first.caller);
    callers.take(second.caller);
    expect(callers.current).toBe(second.caller);
    second.end();
    expect(callers.current).toBe(first.caller);
    callers.take(first.caller);
    first.end();
    callers.take(second.caller);
    expect(callers.current).not.toBe(second.caller);
  });

  test('with an older sign-in from the moment on at which the token of the newest expires', () => {
    const first = playedSignIn('ada', 'first', { diesAt: clock.now() + 120_000, now });
    const second = playedSignIn('ada', 'second', { diesAt: clock.now() + 60_000, now });
    const callers = new SessionCallers(first.caller, clock, UNHEARD);
    callers.take(second.caller);
    clock.advance(59_999);
    expect(callers.current).toBe(second.caller);
    clock.advance(1);
    expect(callers.current).toBe(first.caller);
  });

  test('with a token that still works, when every sign-in has ended', async () => {
    const first = playedSignIn('ada', 'first', { diesAt: clock.now() + 120_000, now });
    const second = playedSignIn('ada', 'second', { diesAt: clock.now() + 60_000, now });
    const callers = new SessionCallers(first.caller, clock, UNHEARD);
    callers.take(second.caller);
    first.end();
    second.end();
    expect(await tokenOf(callers.current)).toBe('second');
    clock.advance(60_000);
    expect(await tokenOf(callers.current)).toBe('first');
  });

  test('with the last token when every sign-in has ended, until it expires', async () => {
    const diesAt = clock.now() + 60_000;
    const { caller, end } = playedSignIn('ada', 'only', { diesAt, now });
    const callers = new SessionCallers(caller, clock, UNHEARD);
    end();
    await expect(tokenOf(caller)).rejects.toThrow();
    const { current } = callers;
    expect(await tokenOf(current)).toBe('only');
    expect([current.ended, current.userId]).toEqual([undefined, 'ada']);
    expect(callers.current).toBe(current);
    clock.advance(60_000);
    await expect(tokenOf(callers.current)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('with another key once the sign-in has ended, so that nothing is shared with its time before', () => {
    const { caller, end } = playedSignIn('ada', 'only');
    const callers = new SessionCallers(caller, clock, UNHEARD);
    end();
    const { credential } = callers.current;
    expect(credential.kind === 'token' && credential.key).not.toBe('only');
  });

  test('on behalf of an impersonated user for as long as that one lasts, and with the same rights to end the shell', () => {
    const [first, second] = [impersonated('team-a'), impersonated('team-b')];
    const callers = new SessionCallers(first.caller, clock, UNHEARD);
    callers.take(second.caller);
    second.end();
    expect(callers.current).toBe(first.caller);
    first.end();
    const { ended, credential } = callers.current;
    expect(ended).toBeUndefined();
    expect(credential).toBe(second.caller.credential);
  });

  test('as ever by a user without a token', () => {
    const caller = localCaller();
    expect(new SessionCallers(caller, clock, UNHEARD).current).toBe(caller);
  });
});

test('a sign-in with the same key as a later one is let go', () => {
  const [first, second] = [playedSignIn('ada', 'same'), playedSignIn('ada', 'same')];
  const callers = new SessionCallers(first.caller, clock, UNHEARD);
  const listening = () =>
    [first, second].map(({ caller }) =>
      caller.ended === undefined ? 0 : getEventListeners(caller.ended, 'abort').length,
    );
  expect(listening()).toEqual([1, 0]);
  callers.take(second.caller);
  expect(listening()).toEqual([0, 1]);
  callers.stopListening();
  expect(listening()).toEqual([0, 0]);
});

test('a sign-in is heard as long as one of its tokens is known', () => {
  const ended = new AbortController();
  // Of one sign-in, whose token was refreshed.
  const tokens = ['first', 'second'].map((key) => ({
    ...playedSignIn('ada', key).caller,
    ended: ended.signal,
  }));
  const others = Array.from({ length: 7 }, (_, index) => playedSignIn('ada', `other ${index}`).caller);
  const [first, second] = tokens;
  if (first === undefined || second === undefined) throw new Error('Two tokens');
  let heard = 0;
  const callers = new SessionCallers(first, clock, { onSignInEnded: () => heard++ });
  callers.take(second);
  // The last of them is the ninth, for which the first token is forgotten.
  for (const other of others) callers.take(other);
  ended.abort();
  expect(heard).toBe(1);
});

test('a forgotten sign-in is let go', () => {
  const { caller } = playedSignIn('ada', 'first');
  const callers = new SessionCallers(caller, clock, UNHEARD);
  for (let other = 0; other < 8; other++) callers.take(playedSignIn('ada', `${other}`).caller);
  expect(caller.ended && getEventListeners(caller.ended, 'abort')).toHaveLength(0);
});

describe('the deadline of a process', () => {
  const deadline = (...lives: (number | undefined)[]) => {
    const start = clock.now();
    const made = lives.map((life, index) =>
      playedSignIn('ada', `${index}`, life === undefined ? {} : { diesAt: start + life }),
    );
    const [first, ...others] = made.map(({ caller }) => caller);
    if (first === undefined) throw new Error('At least one');
    const callers = new SessionCallers(first, clock, UNHEARD);
    for (const caller of others) callers.take(caller);
    const at = callers.deadline?.at;
    return at === undefined ? undefined : at - start;
  };

  test('is 30 s before its token expires, or a tenth of a short life', () => {
    expect(deadline(3_600_000)).toBe(3_570_000);
    expect(deadline(10_000)).toBe(9_000);
    expect(deadline(0)).toBe(0);
  });

  test('is that of the token that lives longest', () => {
    expect(deadline(3_600_000, 10_000)).toBe(3_570_000);
    expect(deadline(10_000, 3_600_000)).toBe(3_570_000);
  });

  test('does not exist while one credential lasts', () => {
    expect(deadline(undefined)).toBeUndefined();
    expect(deadline(10_000, undefined)).toBeUndefined();
  });

  test('counts from when the sign-in came, not from each connection', () => {
    const { caller } = playedSignIn('ada', 'only', { diesAt: clock.now() + 10_000 });
    const callers = new SessionCallers(caller, clock, UNHEARD);
    const before = callers.deadline;
    clock.advance(5000);
    callers.take({ ...caller });
    expect(callers.deadline).toEqual(before);
  });
});
