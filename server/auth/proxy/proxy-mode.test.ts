/** Mode `proxy` over real sockets: what is forged, doubled or unreadable is nobody. */

import { expect, onTestFinished, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import type { Settings } from '#server/config/settings.ts';
import type { PageServer } from '#server/http/ports.ts';
import { exchange, rawRequest, rawUpgrade } from '#server/http/testing/raw-request.ts';
import { serverOfTest } from '#server/http/testing/server-of-test.ts';
import { testSettings } from '#server/http/testing/test-server.ts';
import type { Caller } from '#server/ports.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { createAuthenticator } from '../create-authenticator.ts';

const HOST = 'Host: 127.0.0.1';
const OWNERS = new Map([
  ['alice-token', { name: 'alice', uid: 'u1', groups: ['dev'] }],
  ['renewed-alice-token', { name: 'alice', uid: 'u1', groups: ['dev'] }],
  ['bob-token', { name: 'bob', uid: 'u2', groups: [] }],
]);

async function start(changes: Partial<Settings> = {}) {
  const settings = { trustedProxies: ['127.0.0.0/8'], impersonateGroups: ['team-*', 'ops'], ...changes };
  const callers: (Caller | undefined)[] = [];
  const pages: PageServer = {
    handleRequest(_request, response, caller) {
      callers.push(caller);
      response.end('served');
      return Promise.resolve();
    },
    handleUpgrade: () => false,
  };
  const gate = await createAuthenticator('proxy', {
    settings: testSettings(settings),
    clock: new FakeClock(),
    logger: new RecordingLogger(),
    peers: lonePeers(),
    askOwner: async ({ credential }) => {
      if (credential.kind !== 'token') throw new Error('Asked without a token');
      const owner = OWNERS.get(await credential.token());
      if (owner === undefined) throw new PodshellError('cluster-unauthenticated', 'no');
      return owner;
    },
    placeOf: async () => ({ context: 'main', cluster: 'https://main.example' }),
  });
  onTestFinished(() => gate.dispose?.());
  const { port } = await serverOfTest({ gate, pages, settings });
  return {
    port,
    callers,
    /** What the API answers to these headers. */
    async ask(...headers: string[]) {
      const { status, body } = await rawRequest(port, 'GET /api/pods', [HOST, ...headers]);
      return { status, body, code: status === 200 ? undefined : (JSON.parse(body) as { code: string }).code };
    },
  };
}

const unauthenticated = { status: 401, code: 'unauthenticated' };

test('the proxy names the user and the groups', async () => {
  const { ask, callers } = await start();
  const groups = [
    'X-Forwarded-Groups: team-a,finance, team-b',
    'x-forwarded-groups: ops',
    'X-Forwarded-Groups: ops',
  ];
  expect(await ask('x-FORWARDED-user: alice@example.com', ...groups)).toMatchObject({ status: 200 });
  expect(callers).toEqual([
    {
      userId: '["proxy","alice@example.com"]',
      displayName: 'alice@example.com',
      groups: ['team-a', 'team-b', 'ops'],
      credential: { kind: 'impersonate', user: 'alice@example.com', groups: ['team-a', 'team-b', 'ops'] },
    },
  ]);
});

test('names are read as UTF-8', async () => {
  const { port, callers } = await start();
  await exchange(
    port,
    `GET /api/pods HTTP/1.1\r\n${HOST}\r\nX-Forwarded-User: Zoë 王\r\nConnection: close\r\n\r\n`,
  );
  expect(callers[0]?.displayName).toBe('Zoë 王');
});

test.each([
  ['no header', []],
  ['an empty header', ['X-Forwarded-User:']],
  ['a blank header', ['X-Forwarded-User:   ']],
  ['two headers', ['X-Forwarded-User: alice', 'X-Forwarded-User: bob']],
  ['the same header twice', ['X-Forwarded-User: alice', 'x-forwarded-user: alice']],
  ['an empty one beside', ['X-Forwarded-User: alice', 'X-Forwarded-User:']],
  ['two headers that a proxy has joined', ['X-Forwarded-User: alice, bob']],
  ['a trailing comma', ['X-Forwarded-User: alice,']],
  ['a name of Kubernetes', ['X-Forwarded-User: system:admin']],
  ['a service account', ['X-Forwarded-User: system:serviceaccount:kube-system:default']],
  ['a control character', ['X-Forwarded-User: ali\u0085ce']],
  ['a name with another header', ['X_Forwarded_User: alice']],
  ['a header that is not configured', ['X-Remote-User: alice']],
  ["the cluster's own header", ['Impersonate-User: alice', 'Impersonate-Group: system:masters']],
  ['a token', ['Authorization: Bearer alice-token']],
])('%s: nobody', async (_what, headers) => {
  const { ask, callers } = await start();
  expect(await ask(...headers)).toMatchObject(unauthenticated);
  expect(callers).toEqual([]);
});

test('bytes that are not UTF-8 name nobody, and no group', async () => {
  const { port, callers } = await start();
  const send = (...headers: string[]) =>
    exchange(
      port,
      Buffer.from(
        ['GET /api/pods HTTP/1.1', HOST, 'Connection: close', ...headers, '', ''].join('\r\n'),
        'latin1',
      ),
    );
  const answer = await send('X-Forwarded-User: Zo\xeb');
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(answer).toContain('X-Forwarded-User is not valid UTF-8');
  await send('X-Forwarded-User: alice', 'X-Forwarded-Groups: team-\xe9', 'X-Forwarded-Groups: team-a');
  expect(callers).toMatchObject([{ groups: ['team-a'] }]);
});

test('groups that may not be claimed are left out, and the user stays', async () => {
  const { ask, callers } = await start({ impersonateGroups: ['s*', 'team-*'] });
  await ask('X-Forwarded-User: alice', 'X-Forwarded-Groups: system:masters,,  system:masters , team-a,x');
  expect(callers[0]?.groups).toEqual(['team-a']);
});

test('nobody else than a trusted proxy is believed', async () => {
  const { ask, port } = await start({ trustedProxies: ['10.0.0.0/8'] });
  const forged = ['X-Forwarded-User: alice', 'X-Forwarded-For: 10.1.2.3', 'Forwarded: for=10.1.2.3'];
  const answer = await ask(...forged);
  expect(answer).toMatchObject(unauthenticated);
  expect(answer.body).toContain('127.0.0.1 is not in PODSHELL_TRUSTED_PROXIES');
  const upgrade = await rawUpgrade(port, '/ws/api/sockjs/000/abc/websocket', [HOST, ...forged]);
  expect(upgrade.status).toBe(401);
  const page = await rawRequest(port, 'GET /pods', [HOST, ...forged]);
  expect(page.headers.get('location')).toBe('/signin?returnTo=%2Fpods');
});

test('of a chain of proxies, only the last one must be trusted, whatever the others say they are', async () => {
  const { ask, callers } = await start({ trustedProxies: ['127.0.0.1'] });
  await ask(
    'X-Forwarded-User: alice',
    'X-Forwarded-For: 203.0.113.9, 198.51.100.7',
    'X-Forwarded-For: 192.0.2.1',
  );
  expect(callers[0]?.displayName).toBe('alice');
});

test('two proxies of a chain that both name a user name nobody', async () => {
  const { ask } = await start();
  expect(
    await ask('X-Forwarded-User: alice', 'X-Forwarded-For: 1.2.3.4', 'X-Forwarded-User: alice'),
  ).toMatchObject(unauthenticated);
});

test('a name of 100 kB is refused before anybody reads it', async () => {
  const { ask, callers } = await start();
  expect(await ask(`X-Forwarded-User: ${'a'.repeat(100_000)}`)).toMatchObject({
    status: 431,
    code: 'headers-too-large',
  });
  expect(callers).toEqual([]);
});

test('a list of 40 kB of groups is read', async () => {
  const { ask, callers } = await start();
  const claimed = Array.from({ length: 1000 }, (_, index) => `team-${'x'.repeat(30)}-${index}`);
  expect(await ask('X-Forwarded-User: alice', `X-Forwarded-Groups: ${claimed.join(',')}`)).toMatchObject({
    status: 200,
  });
  expect(callers[0]?.groups).toEqual(claimed);
});

test('a SockJS request and an upgrade are let in as any other request', async () => {
  const { port } = await start();
  const headers = [HOST, 'X-Forwarded-User: alice'];
  expect((await rawRequest(port, 'GET /ws/api/sockjs/info', headers)).status).toBe(200);
  expect((await rawUpgrade(port, '/ws/api/sockjs/000/abc/websocket', headers)).status).toBe(101);
});

test('no cookie is set', async () => {
  const { port } = await start();
  const { headers } = await rawRequest(port, 'GET /api/pods', [HOST, 'X-Forwarded-User: alice']);
  expect(headers.has('set-cookie')).toBe(false);
});

test('other headers can be configured', async () => {
  const { ask, callers } = await start({
    proxyUserHeader: 'Remote-User',
    proxyGroupsHeader: 'Remote-Groups',
  });
  expect(await ask('X-Forwarded-User: alice')).toMatchObject(unauthenticated);
  await ask(
    'remote-user: bob',
    'REMOTE-GROUPS: ops',
    'X-Forwarded-User: alice',
    'X-Forwarded-Groups: team-a',
  );
  expect(callers).toMatchObject([{ displayName: 'bob', groups: ['ops'] }]);
});

test('the users of two names are two users', async () => {
  const { ask, callers } = await start();
  for (const name of ['alice', 'Alice', 'alice ', '"alice"', 'alice"]', 'alice\\']) {
    await ask(`X-Forwarded-User: ${name}`);
  }
  expect(callers).toHaveLength(6);
  // HTTP does not count the space after a value.
  expect(new Set(callers.map((caller) => caller?.userId)).size).toBe(5);
});

test.each([
  ['X-Forwarded-Access-Token', 'X-Forwarded-Access-Token: alice-token'],
  ['X-Forwarded-Access-Token', 'x-forwarded-access-token: Bearer alice-token'],
  ['Authorization', 'Authorization: Bearer alice-token'],
  ['Authorization', 'authorization: bearer  alice-token '],
  ['authorization', 'Authorization: alice-token'],
])("the user's own token in %s is passed on: %s", async (proxyTokenHeader, header) => {
  const { ask, callers } = await start({ proxyTokenHeader });
  expect(await ask(header, 'X-Forwarded-Groups: ops')).toMatchObject({ status: 200 });
  const [caller] = callers;
  expect(caller).toMatchObject({
    userId: '["token","https://main.example","alice","u1"]',
    displayName: 'alice',
    groups: ['dev'],
    credential: { kind: 'token', context: 'main' },
  });
  if (caller?.credential.kind !== 'token') throw new Error('not a token');
  expect(await caller.credential.token()).toBe('alice-token');
  expect(JSON.stringify(caller)).not.toContain('alice-token');
});

test('the user header is what a user with a token is called, and not who they are', async () => {
  const { ask, callers } = await start({ proxyTokenHeader: 'Authorization' });
  await ask('Authorization: Bearer bob-token', 'X-Forwarded-User: alice');
  expect(callers).toMatchObject([
    { userId: '["token","https://main.example","bob","u2"]', displayName: 'alice', groups: [] },
  ]);
});

test.each([
  ['no token', ['X-Forwarded-User: alice']],
  ['an unknown token', ['Authorization: Bearer nope']],
  ['an empty token', ['Authorization:']],
  ['another scheme', ['Authorization: Basic YTpi']],
  ['two tokens', ['Authorization: Bearer alice-token', 'Authorization: Bearer bob-token']],
  ['two tokens in one header', ['Authorization: Bearer alice-token, Bearer bob-token']],
  ['two names', ['Authorization: Bearer alice-token', 'X-Forwarded-User: a', 'X-Forwarded-User: b']],
  ['a name of Kubernetes', ['Authorization: Bearer alice-token', 'X-Forwarded-User: system:admin']],
])('where tokens are passed on, %s is nobody', async (_what, headers) => {
  const { ask, callers } = await start({ proxyTokenHeader: 'Authorization' });
  const answer = await ask(...headers);
  expect(answer).toMatchObject(unauthenticated);
  expect(answer.body).not.toMatch(/nope|YTpi|-token/);
  expect(callers).toEqual([]);
});

test('a token from anybody else than the proxy is nobody', async () => {
  const { ask } = await start({ proxyTokenHeader: 'Authorization', trustedProxies: ['10.0.0.1'] });
  expect(await ask('Authorization: Bearer alice-token')).toMatchObject(unauthenticated);
});
