/** Mode `proxy`: who is believed, over raw sockets, and what the cluster is told. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BINDINGS } from '#demo-cluster/access/roles.ts';
import { startDemoCluster } from '#demo-cluster/start.ts';
import { UPGRADE_HEADERS } from '#server/http/testing/raw-request.ts';
import { mayImpersonate, PROXY_MODE } from '../support/proxy-mode.ts';
import { test as base, expect } from './support/fixtures.ts';
import { Podshell } from './support/podshell.ts';
import { type RawReply, rawHttp } from './support/raw-http.ts';
import { SockJsClient } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';

const SHELL = '/api/pod/debian/shell?namespace=team-a';
const SOCKJS = '/ws/api/sockjs';

const OPS = {
  name: 'ops',
  role: { name: 'ops', rules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }] },
  subject: { kind: 'Group', name: 'ops' },
} as const;

interface Proxied {
  readonly server: Podshell;
  /** Starts another server of the same cluster; the caller stops it. */
  serve(env: Readonly<Record<string, string>>): Promise<Podshell>;
  /** Tokens that the cluster knows. */
  readonly aliceToken: string;
}

const test = base.extend<object, { readonly proxied: Proxied }>({
  proxied: [
    async ({ stateDirectory }, use) => {
      const demo = await startDemoCluster({
        serviceAccounts: { podshell: mayImpersonate('ops', 'team-a') },
        bindings: [...BINDINGS, OPS],
      });
      const kubeconfig = join(stateDirectory, 'proxied-kubeconfig');
      await writeFile(kubeconfig, demo.kubeconfigOf('podshell'), { mode: 0o600 });
      const serve = (env: Readonly<Record<string, string>>) =>
        Podshell.start({
          KUBECONFIG: kubeconfig,
          PODSHELL_STATE_DIR: stateDirectory,
          ...PROXY_MODE,
          PODSHELL_IMPERSONATE_GROUPS: 'ops,team-*,finance',
          ...env,
        });
      const server = await serve({});
      const pods = async () => (await rawHttp(server.url, 'GET /api/pods?namespace=team-a', [ALICE])).body;
      await expect.poll(pods).toMatch(/"name":"debian"[^{]*"status":"Running"/);
      await use({ server, serve, aliceToken: demo.tokens.get('alice') ?? '' });
      await server.stop();
      expect(server.process.stderr).not.toMatch(/"level":"(error|fatal)"/);
      await demo.dispose();
      await rm(kubeconfig);
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

const ALICE = 'X-Forwarded-User: alice';

/** Who the cluster says that a request is from. */
async function me({ server }: Proxied, ...headers: (string | Buffer)[]): Promise<unknown> {
  const reply = await rawHttp(server.url, 'GET /api/me', headers);
  expect(reply.status, reply.body).toBe(200);
  const { user, groups } = JSON.parse(/\{.*\}/s.exec(reply.body)?.[0] ?? '') as Record<string, unknown>;
  return { user, groups };
}

function expectNobody(reply: RawReply): void {
  expect([reply.status, reply.code], reply.body).toEqual([401, 'unauthenticated']);
}

test('the cluster gets the user and the listed groups', async ({ proxied }) => {
  const groups = ['x-forwarded-GROUPS: ops, dev', 'X-Forwarded-Groups: team-a,system:masters'];
  expect(await me(proxied, 'X-FORWARDED-USER: alice', ...groups)).toEqual({
    user: 'alice',
    groups: ['ops', 'team-a', 'system:authenticated'],
  });
  expect(await me(proxied, 'X-Forwarded-User: Zoë 王')).toEqual({
    user: 'Zoë 王',
    groups: ['system:authenticated'],
  });
});

test('headers that impersonate never come from a client', async ({ proxied }) => {
  const forged = [
    'Impersonate-User: admin',
    'Impersonate-Group: system:masters',
    'Impersonate-Group: ops',
    'Impersonate-Uid: 7',
    'Impersonate-Extra-Scopes: all',
    'impersonate_user: admin',
  ];
  expect(await me(proxied, ALICE, ...forged)).toEqual({ user: 'alice', groups: ['system:authenticated'] });
  const elsewhere = await rawHttp(proxied.server.url, 'GET /api/pods?namespace=team-b', [ALICE, ...forged]);
  expect([elsewhere.status, elsewhere.code]).toEqual([403, 'forbidden']);
  const asBob = await rawHttp(proxied.server.url, `GET ${SHELL}`, ['X-Forwarded-User: bob', ...forged]);
  expect([asBob.status, asBob.code]).toEqual([403, 'forbidden']);
  expectNobody(await rawHttp(proxied.server.url, 'GET /api/me', forged));
});

test.describe('nobody is', () => {
  for (const [what, headers] of [
    ['a request without the header', []],
    ['an empty name', ['X-Forwarded-User:']],
    ['a repeated header', [ALICE, 'X-Forwarded-User: bob']],
    ['the same name twice', [ALICE, 'x-forwarded-user: alice']],
    ['two names that a proxy has joined', ['X-Forwarded-User: alice, bob']],
    ['two names that a proxy has joined tightly', ['X-Forwarded-User: alice,bob']],
    ['a user of Kubernetes', ['X-Forwarded-User: system:admin']],
    ['a service account', ['X-Forwarded-User: system:serviceaccount:podshell:podshell']],
    ['a name that is not UTF-8', [Buffer.from('X-Forwarded-User: Zo\xeb', 'latin1')]],
    ['another spelling of the header', ['X_Forwarded_User: alice']],
    ['a name of 60 kB', [`X-Forwarded-User: ${'a'.repeat(60_000)}`]],
  ] as const) {
    test(what, async ({ proxied }) => {
      const { url } = proxied.server;
      for (const line of ['GET /api/me', `GET ${SHELL}`, `GET ${SOCKJS}/info`]) {
        expectNobody(await rawHttp(url, line, headers));
      }
      expectNobody(await upgrade(url, headers));
      const page = await rawHttp(url, 'GET /pods?q=a', headers);
      expect(page.headers.get('location')).toBe('/signin?returnTo=%2Fpods%3Fq%3Da');
    });
  }
});

test('a header of 100 kB is refused with a code', async ({ proxied }) => {
  for (const header of ['X-Forwarded-User', 'X-Forwarded-Groups']) {
    const reply = await rawHttp(proxied.server.url, 'GET /api/me', [
      ALICE,
      `${header}: ${'a'.repeat(100_000)}`,
    ]);
    expect([reply.status, reply.code]).toEqual([431, 'headers-too-large']);
  }
});

test('a peer that is not trusted is nobody, whatever it says', async ({ proxied }) => {
  const server = await proxied.serve({ PODSHELL_TRUSTED_PROXIES: '10.0.0.0/8,192.0.2.7' });
  const forged = [ALICE, 'X-Forwarded-For: 10.1.2.3', 'X-Forwarded-For: 192.0.2.7', 'X-Real-IP: 10.1.2.3'];
  const reply = await rawHttp(server.url, 'GET /api/me', forged);
  expectNobody(reply);
  expect(reply.body).toContain('PODSHELL_TRUSTED_PROXIES');
  expectNobody(await upgrade(server.url, forged));
  await server.stop();
});

test('of a chain of proxies, the last one counts', async ({ proxied }) => {
  const server = await proxied.serve({ PODSHELL_TRUSTED_PROXIES: '10.0.0.0/8,127.0.0.0/8' });
  const chain = ['X-Forwarded-For: 203.0.113.9, 10.1.2.3', 'X-Forwarded-For: 10.1.2.4'];
  expect((await rawHttp(server.url, 'GET /api/me', [ALICE, ...chain])).status).toBe(200);
  expectNobody(await rawHttp(server.url, 'GET /api/me', [ALICE, ...chain, ALICE]));
  await server.stop();
});

test('a shell belongs to the user who opened it', async ({ proxied }) => {
  const { url, api } = proxied.server;
  const alice = { 'X-Forwarded-User': 'alice' };
  const sessionId = String((await api.get(SHELL, alice)).json().sessionId);
  const bob = await new SockJsClient(url, { headers: { 'X-Forwarded-User': 'bob' } }).opened();
  bob.send(JSON.stringify({ Op: 'bind', SessionID: sessionId }));
  expect((await bob.closeFrame()).code).toBe(4404);
  const shell = await TerminalClient.bind(url, sessionId, {
    headers: { ...alice, 'X-Forwarded-Groups': 'team-a' },
    early: ['echo al""ice; exit 3\n'],
  });
  expect(await shell.exit()).toMatchObject({ code: 3 });
  expect(shell.text).toContain('alice');
});

test('a group that Podshell may not impersonate is named', async ({ proxied }) => {
  const { url } = proxied.server;
  for (const line of ['GET /api/pods?namespace=team-a', `GET ${SHELL}`, 'GET /api/me']) {
    const reply = await rawHttp(url, line, [ALICE, 'X-Forwarded-Groups: ops,finance']);
    expect([reply.status, reply.code]).toEqual([403, 'impersonation-refused']);
    expect(reply.body).toMatch(/system:serviceaccount:podshell:podshell.*finance/);
  }
});

test('signing in and out is the business of the proxy', async ({ proxied }) => {
  const { url, api } = proxied.server;
  const visitors: readonly Record<string, string>[] = [{}, { 'X-Forwarded-User': 'alice' }];
  for (const headers of visitors) {
    const token = await api.call('POST', '/api/signin', { headers, body: { token: 'x' } });
    const oidc = await api.get('/api/signin/oidc', headers);
    const callback = await api.get('/api/signin/oidc/callback?code=x&state=y', headers);
    for (const reply of [token, oidc, callback]) {
      expect(reply.status).toBe(404);
      expect(reply.json()).toMatchObject({ code: 'not-found', detail: expect.stringContaining('proxy') });
    }
  }
  const out = await rawHttp(url, 'POST /api/signout', [ALICE, 'Content-Length: 0']);
  expect(out.status).toBe(204);
  const page = await rawHttp(url, 'GET /signin', []);
  expect(page.status).toBe(200);
  for (const { headers } of [out, page]) expect(headers.has('set-cookie')).toBe(false);
});

test("the user's own token is passed on instead, and nobody is impersonated", async ({ proxied }) => {
  const server = await proxied.serve({ PODSHELL_PROXY_TOKEN_HEADER: 'Authorization' });
  const bearer = `Authorization: Bearer ${proxied.aliceToken}`;
  const named = await rawHttp(server.url, 'GET /api/me', [bearer, 'X-Forwarded-User: bob']);
  expect(named.body).toMatch(/"user":"alice","groups":\["dev","system:authenticated"\]/);
  expect((await rawHttp(server.url, `GET ${SHELL}`, [`authorization: ${proxied.aliceToken}`])).status).toBe(
    200,
  );
  for (const headers of [
    [ALICE],
    ['Authorization: Bearer wrong'],
    [bearer, bearer],
    [`${bearer}, Bearer x`],
    [bearer, ALICE, 'X-Forwarded-User: bob'],
  ]) {
    expectNobody(await rawHttp(server.url, 'GET /api/me', headers));
  }
  await server.stop();
  expect(server.process.stderr).not.toContain(proxied.aliceToken);
});

function upgrade(url: string, headers: readonly (string | Buffer)[]): Promise<RawReply> {
  return rawHttp(url, `GET ${SOCKJS}/000/abc/websocket`, [...headers, ...UPGRADE_HEADERS]);
}
