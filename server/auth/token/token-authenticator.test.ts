import { UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import type { Presented } from '#server/ports.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import type { Authenticator } from '../authenticator.ts';
import { SealedCookies } from '../cookies/sealed-cookies.ts';
import { hashOf } from '../hash-of.ts';
import type { AskOwner } from './held-token.ts';
import { createTokenAuthenticator } from './token-authenticator.ts';

const cookies = new SealedCookies({ secrets: ['s'.repeat(32)], secure: false, path: '/' });
const NOBODY: Presented = { headers: {}, peer: '127.0.0.1' };
const OWNERS = new Map([
  ['alice-token', { name: 'alice', uid: '', groups: ['dev'] }],
  ['other-alice-token', { name: 'alice', uid: '', groups: ['dev', 'ops'] }],
  ['bob-token', { name: 'bob', uid: '', groups: [] }],
  ['nameless-token', { name: '', uid: '', groups: [] }],
]);

let clock: FakeClock;
let asked: string[];
let down: boolean;
let authenticator: Authenticator;
beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  down = false;
  authenticator = createTokenAuthenticator({ askOwner, cookies, clock, peers: lonePeers() });
});

const askOwner: AskOwner = async (token, context) => {
  asked.push(token);
  if (down) throw new PodshellError('cluster-unreachable', 'down');
  const owner =
    OWNERS.get(token) ?? (token.startsWith('ey') ? { name: 'jwt', uid: '', groups: [] } : undefined);
  if (owner === undefined) throw new PodshellError('cluster-unauthenticated', 'no');
  return { ...owner, context: context ?? 'main', cluster: 'https://main.example' };
};

async function signIn(token: string, presented = NOBODY): Promise<Presented> {
  const { setCookies = [] } = (await authenticator.signInWithToken?.(token, undefined, presented)) ?? {};
  return { ...NOBODY, headers: { cookie: setCookies.map((line) => line.split(';')[0] ?? '') } };
}

const bearer = (token: string): Presented => ({ ...NOBODY, headers: { authorization: [`Bearer ${token}`] } });
const callerOf = async (presented: Presented) => (await authenticator.authenticate(presented)).caller;

test('a request without cookie and token is nobody', async () => {
  await expect(callerOf(NOBODY)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a cookie shows who signed in, and the cluster gets the token', async () => {
  const caller = await callerOf(await signIn('alice-token'));
  expect(caller).toMatchObject({
    displayName: 'alice',
    groups: ['dev'],
    credential: { kind: 'token', context: 'main' },
  });
  if (caller.credential.kind !== 'token') throw new Error('not a token');
  expect(await caller.credential.token()).toBe('alice-token');
  expect(JSON.stringify(caller)).not.toContain('alice-token');
});

test('a later sign-in of the same user is the same user with other credentials', async () => {
  const one = await callerOf(await signIn('alice-token'));
  const other = await callerOf(await signIn('other-alice-token'));
  expect(other.userId).toBe(one.userId);
  expect(other.credential).not.toEqual(one.credential);
  expect((await callerOf(await signIn('bob-token'))).userId).not.toBe(one.userId);
});

test('where the cluster does not tell the name, each token is a user of its own', async () => {
  OWNERS.set('nameless-2', { name: '', uid: '', groups: [] });
  const one = await callerOf(bearer('nameless-token'));
  expect((await callerOf(bearer('nameless-token'))).userId).toBe(one.userId);
  expect((await callerOf(bearer('nameless-2'))).userId).not.toBe(one.userId);
});

describe('a token that is not accepted', () => {
  test.each(['wrong-token', 'with space', 'a\r\nImpersonate-User: admin', ''])('%j', async (token) => {
    await expect(signIn(token)).rejects.toMatchObject({ code: 'token-rejected' });
  });

  test('what cannot be a token is not sent anywhere', async () => {
    await signIn('a\nb').catch(() => {});
    expect(asked).toEqual([]);
  });

  test('a cluster that is down is no refusal', async () => {
    down = true;
    await expect(signIn('alice-token')).rejects.toMatchObject({ code: 'cluster-unreachable' });
    await expect(callerOf(bearer('alice-token'))).rejects.toMatchObject({ code: 'cluster-unreachable' });
  });
});

describe('the end', () => {
  test('comes after 12 hours', async () => {
    const shown = await signIn('alice-token');
    const { ended } = await callerOf(shown);
    clock.advance(12 * 3_600_000 - 1);
    expect(ended?.aborted).toBe(false);
    clock.advance(1);
    expect(ended?.aborted).toBe(true);
    await expect(callerOf(shown)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('comes with the token, if that says when', async () => {
    const token = new UnsecuredJWT({}).setExpirationTime(clock.now() / 1000 + 600).encode();
    const shown = await signIn(`${token}x`);
    const { ended, expiresAt } = await callerOf(shown);
    expect(expiresAt).toBe(clock.now() + 600_000);
    clock.advance(600_000);
    expect(ended?.aborted).toBe(true);
  });

  test('comes at once when a cluster refuses the token', async () => {
    const shown = await signIn('alice-token');
    const { credential, ended } = await callerOf(shown);
    if (credential.kind !== 'token') throw new Error('not a token');
    await expect(credential.token('alice-token')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(ended?.aborted).toBe(true);
    await expect(callerOf(shown)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('comes by signing out: the cookie is removed, and its copy opens nothing', async () => {
    const shown = await signIn('alice-token');
    const other = await signIn('alice-token');
    const { ended } = await callerOf(shown);
    const { setCookies } = await authenticator.signOut(shown);
    expect(setCookies).toEqual([expect.stringMatching(/^podshell=;.*Max-Age=0$/)]);
    expect(ended?.aborted).toBe(true);
    await expect(callerOf(shown)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await callerOf(other)).displayName).toBe('alice');
  });
});

describe('a program with a bearer token', () => {
  test('is asked about once a minute', async () => {
    await Promise.all([callerOf(bearer('alice-token')), callerOf(bearer('alice-token'))]);
    clock.advance(59_000);
    await callerOf(bearer('alice-token'));
    expect(asked).toEqual(['alice-token']);
    clock.advance(1000);
    await callerOf(bearer('alice-token'));
    expect(asked).toHaveLength(2);
  });

  test('keeps its connections and caches from minute to minute', async () => {
    const one = await callerOf(bearer('alice-token'));
    clock.advance(61_000);
    const later = await callerOf(bearer('alice-token'));
    if (one.credential.kind !== 'token' || later.credential.kind !== 'token') throw new Error('not tokens');
    expect(later.credential.key).toBe(one.credential.key);
  });

  test('goes on for longer than 12 hours, with its open connections while it sends requests', async () => {
    const { ended } = await callerOf(bearer('alice-token'));
    clock.advance(11 * 3_600_000);
    await callerOf(bearer('alice-token'));
    clock.advance(11 * 3_600_000);
    expect(ended?.aborted).toBe(false);
    clock.advance(3_600_000);
    expect(ended?.aborted).toBe(true);
    expect((await callerOf(bearer('alice-token'))).displayName).toBe('alice');
  });

  test('has its new groups within a minute, with other credentials', async () => {
    const before = await callerOf(bearer('bob-token'));
    OWNERS.set('bob-token', { name: 'bob', uid: '', groups: ['ops'] });
    clock.advance(60_000);
    const after = await callerOf(bearer('bob-token'));
    OWNERS.set('bob-token', { name: 'bob', uid: '', groups: [] });
    expect(after.groups).toEqual(['ops']);
    expect(after.credential).not.toMatchObject({ key: (before.credential as { key?: string }).key });
  });

  test('counts instead of a cookie that goes along', async () => {
    const { headers } = await signIn('alice-token');
    const both = { ...NOBODY, headers: { ...headers, authorization: ['Bearer bob-token'] } };
    expect((await callerOf(both)).displayName).toBe('bob');
  });

  test('is nobody with a token that the cluster does not accept', async () => {
    await expect(callerOf(bearer('wrong'))).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('is the same user as in a browser', async () => {
    expect((await callerOf(bearer('alice-token'))).userId).toBe(
      (await callerOf(await signIn('alice-token'))).userId,
    );
  });
});

test('a frame is signed in by a ticket, and the window that signed in is not', async () => {
  const ended = await authenticator.signInWithToken?.('alice-token', undefined, NOBODY, hashOf('secret'));
  expect(ended).toEqual({ setCookies: [], ticket: expect.any(String) });
  const { ticket = '' } = ended ?? {};
  const { setCookies = [], caller } = (await authenticator.redeemTicket?.(ticket, 'secret', NOBODY)) ?? {};
  expect(caller).toMatchObject({ displayName: 'alice' });
  const frame = { ...NOBODY, headers: { cookie: setCookies.map((line) => line.split(';')[0] ?? '') } };
  expect(await callerOf(frame)).toMatchObject({ displayName: 'alice' });
  await authenticator.signOut(frame);
  await expect(callerOf(frame)).rejects.toMatchObject({ code: 'unauthenticated' });
});
