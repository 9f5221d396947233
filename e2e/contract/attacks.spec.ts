/** What an attacker tries at the doors of a server where users sign in. */

import { randomBytes } from 'node:crypto';
import { test as base, expect } from './support/fixtures.ts';
import type { Call, Reply } from './support/http-client.ts';
import { Podshell } from './support/podshell.ts';
import { SockJsClient } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { signIn, tokensOf, type UserName } from './support/users.ts';

const SHELL = '/api/pods/team-a/debian/shell';
const SOCKJS = '/ws/api/sockjs';

interface Attacked {
  readonly server: Podshell;
  readonly tokens: Readonly<Record<UserName, string>>;
  /** The Cookie headers of users who have signed in. */
  readonly cookies: Readonly<Record<'admin' | 'alice', { readonly cookie: string }>>;
}

/** Attacks share a server, so that each meets what the others left. */
const test = base.extend<{ readonly undisturbed: undefined }, { readonly attacked: Attacked }>({
  attacked: [
    async ({ cluster, stateDirectory }, use) => {
      const server = await Podshell.start({
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: stateDirectory,
        PODSHELL_AUTH: 'token',
      });
      const tokens = await tokensOf(cluster.kubeconfig);
      const [admin, alice] = await Promise.all([
        signIn(server.url, tokens.admin),
        signIn(server.url, tokens.alice),
      ]);
      await use({ server, tokens, cookies: { admin, alice } });
      await server.stop();
      expectNoSecret(server.process.stderr, [...Object.values(tokens), admin.cookie, alice.cookie]);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // Somebody works in a shell all the while.
  undisturbed: [
    async ({ attacked: { server, cookies } }, use) => {
      const shell = await openShell(server, cookies.alice);
      await use(undefined);
      expect(await shell.run('echo undis""turbed')).toBe('undisturbed');
      await shell.end();
      expect(server.process.stderr).not.toMatch(/"level":"(error|fatal)"/);
    },
    { auto: true },
  ],
});

function expectNoSecret(log: string, secrets: readonly string[]): void {
  for (const secret of secrets) expect(log).not.toContain(secret);
}

async function openShell(
  server: Podshell,
  headers: Readonly<Record<string, string>>,
): Promise<TerminalClient> {
  return TerminalClient.bind(server.url, await server.issue({}, headers), { headers });
}

function expectRefusal(reply: Reply, status: number, code: string): void {
  expect({ status: reply.status, code: reply.json().code }).toEqual({ status, code });
  expect(reply.headers['set-cookie']).toBeUndefined();
}

/** The status of a refused WebSocket upgrade. */
async function upgradeStatus(server: Podshell, headers: Readonly<Record<string, string>>): Promise<number> {
  const reply = await server.api.call('GET', `${SOCKJS}/000/${randomBytes(4).toString('hex')}/websocket`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    },
  });
  return reply.status;
}

test.describe('a stranger', () => {
  for (const [method, path] of [
    ['GET', '/api/pods'],
    ['GET', '/api/pods/events'],
    ['GET', '/api/contexts'],
    ['GET', '/api/namespaces'],
    ['GET', '/api/sessions'],
    ['GET', '/api/me'],
    ['GET', '/api/pod/debian/shell'],
    ['POST', SHELL],
    ['DELETE', '/api/sessions/x'],
    ['POST', '/api/signout'],
    ['GET', `${SOCKJS}/info`],
    ['POST', `${SOCKJS}/000/x/xhr`],
    ['POST', `${SOCKJS}/000/x/xhr_streaming`],
    ['POST', `${SOCKJS}/000/x/xhr_send`],
    ['GET', `${SOCKJS}/000/x/eventsource`],
    // Paths that are written to pass for open ones.
    ['GET', '/api/signin/../pods'],
    ['GET', '/api/signin/%2e%2e/pods'],
    ['GET', '/api/signin%2f..%2fpods'],
    ['GET', '/_next/static/../../api/pods'],
    ['GET', '/_next/static/..%2f..%2fapi/pods'],
    ['GET', '/healthz/../api/pods'],
    ['GET', '/signin/..;/api/pods'],
  ] as const) {
    test(`gets nothing from ${method} ${path}`, async ({ attacked: { server } }) => {
      const reply = await server.api.call(method, path, { headers: { 'content-type': 'application/json' } });
      expect([307, 401]).toContain(reply.status);
      if (reply.status === 401) expect(reply.json().code).toBe('unauthenticated');
      else expect(reply.headers.location).toMatch(/^\/signin\?returnTo=/);
      expect(reply.text).not.toContain('debian');
    });
  }

  test('gets no WebSocket', async ({ attacked: { server } }) => {
    expect(await upgradeStatus(server, {})).toBe(401);
    expect(await upgradeStatus(server, { authorization: 'Bearer wrong' })).toBe(401);
    expect(await upgradeStatus(server, { cookie: 'podshell=1.wrong' })).toBe(401);
  });

  test('is led to the sign-in by pages, with no word of what is behind', async ({ attacked: { server } }) => {
    for (const path of [
      '/',
      '/pods?namespace=team-a',
      '/pods/team-a/debian',
      '/shell/team-a/debian',
      '/sessions',
    ]) {
      const reply = await server.api.get(path);
      expect(reply.status).toBe(307);
      expect(reply.headers.location).toBe(`/signin?${new URLSearchParams({ returnTo: path })}`);
      expect(reply.text).toBe('');
    }
  });

  test('cannot pretend to be somebody by headers', async ({ attacked: { server } }) => {
    const forged = {
      'x-forwarded-user': 'admin',
      'x-forwarded-groups': 'system:masters',
      'x-remote-user': 'admin',
      'impersonate-user': 'admin',
      'impersonate-group': 'system:masters',
    };
    expectRefusal(await server.api.get('/api/pods', forged), 401, 'unauthenticated');
  });
});

test.describe('another site, in the browser of a user who is signed in,', () => {
  const EVIL = 'https://evil.example';

  test('opens no WebSocket', async ({ attacked: { server, cookies } }) => {
    expect(await upgradeStatus(server, { ...cookies.alice, origin: EVIL })).toBe(403);
    expect(await upgradeStatus(server, { ...cookies.alice, origin: 'null' })).toBe(403);
  });

  test('that has our address by DNS gets nothing', async ({ attacked: { server, cookies } }) => {
    const host = { ...cookies.alice, host: 'evil.example' };
    expectRefusal(await server.api.get('/api/pods', host), 421, 'host-rejected');
    expect(await upgradeStatus(server, { ...host, origin: 'http://evil.example' })).toBe(421);
  });

  const attempts: readonly (readonly [string, string, Call])[] = [
    ['POST', SHELL, { headers: { origin: EVIL, 'content-type': 'text/plain' }, body: '{}' }],
    ['POST', SHELL, { headers: { 'sec-fetch-site': 'cross-site' }, body: {} }],
    ['POST', SHELL, { headers: { 'sec-fetch-site': 'same-site' }, body: {} }],
    ['GET', '/api/pod/debian/shell?namespace=team-a', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['POST', '/api/signout', { headers: { origin: EVIL } }],
    ['POST', '/api/signin', { headers: { origin: EVIL }, body: { token: 'of-the-attacker' } }],
    ['POST', '/api/signin', { headers: { 'sec-fetch-site': 'cross-site' }, body: { token: 'x' } }],
    ['POST', `${SOCKJS}/000/x/xhr_send`, { headers: { origin: EVIL }, body: '["x"]' }],
  ];
  for (const [method, path, call] of attempts) {
    test(`is refused ${method} ${path} with ${JSON.stringify(call.headers)}`, async ({
      attacked: { server, cookies },
    }) => {
      const headers = { ...cookies.alice, ...call.headers };
      expectRefusal(await server.api.call(method, path, { ...call, headers }), 403, 'origin-rejected');
    });
  }
});

test.describe('the session id of another user', () => {
  test('opens nothing on a WebSocket', async ({ attacked: { server, cookies, tokens } }) => {
    const sessionId = await server.issue({}, cookies.alice);
    for (const headers of [cookies.admin, { authorization: `Bearer ${tokens.admin}` }]) {
      for (const raw of [false, true]) {
        const thief = new SockJsClient(server.url, { headers, raw });
        await thief.opened();
        thief.send(JSON.stringify({ Op: 'bind', SessionID: sessionId }));
        if (raw) expect(await thief.closed()).toBe(4404);
        else expect(await thief.closeFrame()).toMatchObject({ code: 4404 });
      }
    }
    const owner = await TerminalClient.bind(server.url, sessionId, { headers: cookies.alice });
    expect(await owner.run('echo mi""ne')).toBe('mine');
    await owner.end();
  });

  for (const transport of ['xhr', 'xhr_streaming', 'eventsource']) {
    test(`opens nothing on ${transport}`, async ({ attacked: { server, cookies } }) => {
      const sessionId = await server.issue({}, cookies.alice);
      const place = `${SOCKJS}/000/${randomBytes(6).toString('hex')}`;
      const headers = cookies.admin;
      const method = transport === 'eventsource' ? 'GET' : 'POST';
      const receive = () => server.api.call(method, `${place}/${transport}`, { headers });
      if (transport === 'xhr') expect((await receive()).text).toBe('o\n');
      const received = receive();
      const send = () =>
        server.api.call('POST', `${place}/xhr_send`, {
          headers,
          body: [JSON.stringify({ Op: 'bind', SessionID: sessionId })],
        });
      // A streaming receiver opens the session a moment later.
      await expect.poll(async () => (await send()).status, { intervals: [20] }).toBe(204);
      expect((await received).text).toContain('c[4404,');
      const owner = await TerminalClient.bind(server.url, sessionId, { headers: cookies.alice });
      await owner.message('bound');
      await owner.end();
    });
  }

  test('ends and leaves nothing', async ({ attacked: { server, cookies } }) => {
    const sessionId = await server.issue({}, cookies.alice);
    for (const [method, path] of [
      ['DELETE', `/api/sessions/${sessionId}`],
      ['POST', `/api/sessions/${sessionId}/leave`],
    ] as const) {
      const reply = await server.api.call(method, path, { headers: cookies.admin });
      expectRefusal(reply, 404, 'session-not-found');
    }
    const { items } = (await server.api.get('/api/sessions', cookies.admin)).json() as { items: unknown[] };
    expect(JSON.stringify(items)).not.toContain(sessionId);
    const owner = await TerminalClient.bind(server.url, sessionId, { headers: cookies.alice });
    await owner.message('bound');
    await owner.end();
  });
});

test('binds that race for one session leave one connection, and a replayed id of an ended one nothing', async ({
  attacked: { server, cookies },
}) => {
  const sessionId = await server.issue({}, cookies.alice);
  const racers = await Promise.all(
    Array.from({ length: 8 }, () => TerminalClient.bind(server.url, sessionId, { headers: cookies.alice })),
  );
  const closed = () => racers.filter(({ line }) => line.frames.some((frame) => frame.startsWith('c')));
  await expect.poll(() => closed().length, { intervals: [20] }).toBe(7);
  for (const loser of closed()) expect(await loser.closeFrame()).toMatchObject({ code: 4409 });
  const winner = racers.find((racer) => !closed().includes(racer));
  expect(await winner?.run('echo w""on')).toBe('won');
  await winner?.end();
  const late = await TerminalClient.bind(server.url, sessionId, { headers: cookies.alice });
  expect(await late.closeFrame()).toMatchObject({ code: 4404 });
});

test.describe('a cookie', () => {
  const ME = '/api/me';

  test('that was changed, cut, or mixed from two opens nothing', async ({
    attacked: { server, cookies },
  }) => {
    const value = cookies.alice.cookie;
    const other = cookies.admin.cookie;
    const half = Math.floor(value.length / 2);
    for (const cookie of [
      value.slice(0, -5),
      value.slice(0, half),
      `${value.slice(0, half)}${value[half] === 'A' ? 'B' : 'A'}${value.slice(half + 1)}`,
      value.slice(0, half) + other.slice(half),
      value.replace('podshell=', 'podshell.1='),
      value.replace('podshell=1.', 'podshell=2.'),
      value.toLowerCase(),
    ]) {
      expectRefusal(await server.api.get(ME, { cookie }), 401, 'unauthenticated');
    }
    expect((await server.api.get(ME, cookies.alice)).json().user).toBe('alice');
  });

  test('that was copied opens nothing after the sign-out', async ({ attacked: { server, tokens } }) => {
    const copied = await signIn(server.url, tokens.bob);
    expect((await server.api.get(ME, copied)).json().user).toBe('bob');
    const signedOut = await server.api.call('POST', '/api/signout', { headers: copied });
    expect(signedOut.status).toBe(204);
    expect(signedOut.headers['set-cookie']).toEqual([expect.stringMatching(/^podshell=;.*Max-Age=0/)]);
    expectRefusal(await server.api.get(ME, copied), 401, 'unauthenticated');
    expect(await upgradeStatus(server, copied)).toBe(401);
  });

  test('is for the server alone', async ({ attacked: { server, tokens } }) => {
    const reply = await server.api.call('POST', '/api/signin', { body: { token: tokens.bob } });
    for (const line of reply.headers['set-cookie'] ?? []) {
      expect(line).toMatch(/; HttpOnly; SameSite=Lax$/);
      expect(line).not.toContain(tokens.bob);
    }
  });
});

test('a user cannot become more by headers', async ({ attacked: { server, cookies } }) => {
  const forged = {
    ...cookies.alice,
    'impersonate-user': 'admin',
    'impersonate-group': 'system:masters',
    'x-forwarded-user': 'admin',
  };
  const { user, groups } = (await server.api.get('/api/me', forged)).json();
  expect(user).toBe('alice');
  expect(groups).not.toContain('system:masters');
  expectRefusal(await server.api.get('/api/pods?namespace=team-b', forged), 403, 'forbidden');
});

test('names and tokens cannot break out of a request', async ({ attacked: { server, cookies } }) => {
  for (const path of [
    '/api/pods/team-a/debian%0d%0aX:y',
    '/api/pods/team-a/..%2f..%2fsecrets',
    '/api/pods?namespace=team-a%2f..%2fteam-b',
    '/api/pods?namespace=%0d%0a',
  ]) {
    expect((await server.api.get(path, cookies.alice)).status).toBe(400);
  }
  for (const token of ['a\r\nImpersonate-User: admin', 'a b', 'ä'.repeat(10)]) {
    expectRefusal(await server.api.call('POST', '/api/signin', { body: { token } }), 401, 'token-rejected');
  }
});

test('a huge header is refused, and nothing else suffers', async ({ attacked: { server, cookies } }) => {
  const reply = await server.api
    .get('/api/me', { cookie: `podshell=${'x'.repeat(1_000_000)}` })
    .catch(() => undefined);
  expect(reply?.status ?? 431).toBe(431);
  expect((await server.api.get('/api/me', cookies.alice)).status).toBe(200);
});

test('who tries tokens is slowed down, with the time to wait; who is signed in works on', async ({
  serve,
  cluster,
}) => {
  const server = await serve({ PODSHELL_AUTH: 'token' });
  const tokens = await tokensOf(cluster.kubeconfig);
  const before = await signIn(server.url, tokens.alice);
  const attempt = (token: string) => server.api.call('POST', '/api/signin', { body: { token } });
  for (let count = 0; count < 10; count += 1) {
    expectRefusal(await attempt(`guess-${count}`), 401, 'token-rejected');
  }
  const late = await attempt(tokens.alice);
  expectRefusal(late, 429, 'too-many-attempts');
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
  expect((await server.api.get('/api/me', before)).status).toBe(200);
});
