import { UnsecuredJWT } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import type { Caller } from '#server/ports.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { ShownTokens } from './shown-tokens.ts';

const MINUTE = 60_000;

let clock: FakeClock;
let owner: { name: string; uid: string; groups: string[] };
let refusal: PodshellError | undefined;
let asked: number;
let tokens: ShownTokens;
beforeEach(() => {
  clock = new FakeClock();
  owner = { name: 'alice', uid: 'u1', groups: ['dev'] };
  refusal = undefined;
  asked = 0;
  tokens = new ShownTokens({
    askOwner: async () => {
      asked += 1;
      if (refusal !== undefined) throw refusal;
      return { ...owner, context: 'main', cluster: 'https://main.example' };
    },
    clock,
    refusal: 'Not with the token that the proxy sent.',
    replaced: true,
  });
});

/** A token that says when it expires, as those of identity providers do. */
function jwt(minutes: number): string {
  return `${new UnsecuredJWT({}).setExpirationTime((clock.now() + minutes * MINUTE) / 1000).encode()}sig`;
}

function credentialOf({ credential }: Caller) {
  if (credential.kind !== 'token') throw new Error('not a token');
  return credential;
}

test('the cluster is asked about a token once a minute', async () => {
  const token = jwt(60);
  await Promise.all([tokens.callerOf(token), tokens.callerOf(token)]);
  clock.advance(MINUTE - 1);
  await tokens.callerOf(token);
  expect(asked).toBe(1);
  clock.advance(1);
  await tokens.callerOf(token);
  expect(asked).toBe(2);
});

test('a newer token of the user replaces the older one in what is open', async () => {
  const opened = await tokens.callerOf(jwt(10));
  clock.advance(9 * MINUTE);
  const newer = jwt(10);
  const later = await tokens.callerOf(newer);
  expect(later.userId).toBe(opened.userId);
  expect(credentialOf(later).key).toBe(credentialOf(opened).key);
  expect(await credentialOf(opened).token()).toBe(newer);
  clock.advance(9 * MINUTE);
  expect(opened.ended?.aborted).toBe(false);
  clock.advance(MINUTE);
  expect(opened.ended?.aborted).toBe(true);
  await expect(credentialOf(opened).token()).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('an older token of another browser changes nothing', async () => {
  const newer = jwt(20);
  const older = jwt(10);
  const caller = await tokens.callerOf(newer);
  await tokens.callerOf(older);
  expect(await credentialOf(caller).token()).toBe(newer);
});

test('an expired token is nobody, even while the answer about it counts', async () => {
  const token = jwt(0.5);
  await tokens.callerOf(jwt(10));
  await tokens.callerOf(token);
  clock.advance(MINUTE / 2);
  await expect(tokens.callerOf(token)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('after the end, the next token signs the user in again', async () => {
  const first = await tokens.callerOf(jwt(10));
  clock.advance(10 * MINUTE);
  expect(first.ended?.aborted).toBe(true);
  const again = await tokens.callerOf(jwt(10));
  expect(again.userId).toBe(first.userId);
  expect(again.ended?.aborted).toBe(false);
});

test('a token that the cluster has refused ends what is open', async () => {
  const token = jwt(10);
  const caller = await tokens.callerOf(token);
  await expect(credentialOf(caller).token(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(caller.ended?.aborted).toBe(true);
});

test('other groups make other credentials of the same user', async () => {
  const one = await tokens.callerOf(jwt(10));
  owner = { ...owner, groups: ['dev', 'ops'] };
  const other = await tokens.callerOf(jwt(20));
  expect(other.userId).toBe(one.userId);
  expect(credentialOf(other).key).not.toBe(credentialOf(one).key);
  expect(await credentialOf(one).token()).not.toBe(await credentialOf(other).token());
});

test('the same name with another uid is another user', async () => {
  const one = await tokens.callerOf(jwt(10), 'Ada');
  owner = { ...owner, uid: 'u2' };
  const other = await tokens.callerOf(jwt(20), 'Ada');
  expect(other.userId).not.toBe(one.userId);
  expect(other.displayName).toBe('Ada');
});

test('where the cluster does not tell the name, each token is a user of its own', async () => {
  owner = { name: '', uid: '', groups: [] };
  const one = await tokens.callerOf(jwt(10), 'Ada');
  const other = await tokens.callerOf(jwt(20), 'Ada');
  expect(other.userId).not.toBe(one.userId);
  expect((await tokens.callerOf(jwt(20))).displayName).toBe('token');
});

test.each(['unauthenticated', 'cluster-unauthenticated'] as const)('%s means nobody', async (code) => {
  refusal = new PodshellError(code, 'no');
  await expect(tokens.callerOf('x')).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('the proxy sent'),
  });
});

test('a cluster that does not answer is no refusal', async () => {
  refusal = new PodshellError('cluster-unreachable', 'down');
  await expect(tokens.callerOf('x')).rejects.toMatchObject({ code: 'cluster-unreachable' });
});

test('what cannot be a token is sent nowhere', async () => {
  await expect(tokens.callerOf('a b')).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(asked).toBe(0);
});

test('disposing ends the timers', async () => {
  await tokens.callerOf(jwt(10));
  tokens.dispose();
  expect(clock.pendingTimers).toBe(0);
});
