import { expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import type { AuditEvent } from '../audit/events.ts';
import { RequestAudit } from '../audit/request-audit.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import { createLocalAuthenticator } from '../auth/local/local-authenticator.ts';
import { createProxyAuthenticator } from '../auth/proxy/proxy-authenticator.ts';
import { RequestScope } from '../request-scope.ts';
import { createSignInDoor } from './sign-in-door.ts';

const proxy = createProxyAuthenticator({
  isTrusted: () => true,
  userHeader: 'X-Forwarded-User',
  groupsHeader: 'X-Forwarded-Groups',
  allowedGroups: [],
});

const FACTS = {
  caller: undefined,
  presented: { headers: {}, peer: '' },
  address: '10.0.0.1',
  requestId: 'r',
};

const DOOR = { place: async () => null, issuer: '', peers: lonePeers(), clock: new FakeClock() };

function auditOfTest() {
  const events: AuditEvent[] = [];
  const record = (event: AuditEvent) => void events.push(event);
  return { events, audit: new RequestAudit({ record, written: () => Promise.resolve() }, () => FACTS) };
}

test('who signs in, who may not, and who signs out, is told to auditors', async () => {
  const caller = localCaller('alice');
  const authenticator: Authenticator = {
    mode: 'token',
    authenticate: () => ({ caller }),
    signInWithToken: async (token) => {
      if (token !== 'good') throw new PodshellError('token-rejected', 'No.');
      return { setCookies: [], caller };
    },
    signOut: async () => ({ setCookies: [] }),
  };
  const scope = new RequestScope();
  const { events, audit } = auditOfTest();
  const door = createSignInDoor({ ...DOOR, authenticator, scope, audit, allowsFrames: true });
  await scope.run(FACTS, async () => {
    await door.withToken('good', undefined);
    await expect(door.withToken('secret', undefined)).rejects.toThrow('No.');
    await door.end();
  });
  expect(events).toEqual([
    { event: 'signed-in', sender: { ...FACTS, caller } },
    { event: 'sign-in-refused', sender: FACTS, code: 'token-rejected' },
    { event: 'signed-out', sender: FACTS },
  ]);
});

test('where nobody signs in, nobody signs out', async () => {
  const scope = new RequestScope();
  const { events, audit } = auditOfTest();
  const door = createSignInDoor({
    ...DOOR,
    authenticator: createLocalAuthenticator('ada'),
    scope,
    audit,
    allowsFrames: true,
  });
  await scope.run(FACTS, () => door.end());
  expect(events).toEqual([]);
});

test.each([
  [createLocalAuthenticator('ada'), 'nobody signs in'],
  [proxy, 'the proxy in front of Podshell signs users in'],
])('where Podshell signs nobody in, it says who does: $0.mode', async (authenticator, words) => {
  const { audit } = auditOfTest();
  const door = createSignInDoor({
    ...DOOR,
    authenticator,
    scope: new RequestScope(),
    audit,
    allowsFrames: true,
  });
  const refusal = { code: 'not-found', message: expect.stringContaining(words) };
  await expect(door.withToken('token', undefined)).rejects.toMatchObject(refusal);
  await expect(door.begin('/')).rejects.toMatchObject(refusal);
  await expect(door.finish(new URLSearchParams())).rejects.toMatchObject(refusal);
});

test('a ticket for a frame signs nobody in before the frame has redeemed it', async () => {
  const caller = localCaller('alice');
  const authenticator: Authenticator = {
    mode: 'token',
    authenticate: () => ({ caller }),
    signInWithToken: async () => ({ setCookies: [], ticket: 't' }),
    redeemTicket: async (ticket) => {
      if (ticket !== 't') throw new PodshellError('sign-in-failed', 'No.');
      return { setCookies: [], caller };
    },
    signOut: async () => ({ setCookies: [] }),
  };
  const scope = new RequestScope();
  const { events, audit } = auditOfTest();
  const doorFor = (allowsFrames: boolean) =>
    createSignInDoor({ ...DOOR, authenticator, scope, audit, allowsFrames });
  await scope.run(FACTS, async () => {
    await doorFor(true).withToken('good', undefined, 'challenge');
    expect(events).toEqual([]);
    await expect(doorFor(true).redeem('guess', 's')).rejects.toThrow('No.');
    await doorFor(true).redeem('t', 's');
    await expect(doorFor(false).withToken('good', undefined, 'challenge')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
  expect(events).toEqual([
    { event: 'sign-in-refused', sender: FACTS, code: 'sign-in-failed' },
    { event: 'signed-in', sender: { ...FACTS, caller } },
  ]);
});
