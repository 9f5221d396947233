/** The audit log: a line for each thing that happens, and none with a secret. */

import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { replicaCount } from '../support/replica-plan.ts';
import { test as base, expect } from './support/fixtures.ts';
import { Podshell } from './support/podshell.ts';
import { SockJsClient } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { signIn, tokensOf, type UserName } from './support/users.ts';

const SHELL = '/api/pods/team-a/debian/shell';

interface Audited {
  readonly server: Podshell;
  readonly file: string;
  readonly tokens: Readonly<Record<UserName, string>>;
}

const test = base.extend<object, { readonly audited: Audited }>({
  audited: [
    async ({ cluster, stateDirectory }, use) => {
      const file = join(stateDirectory, `audit-${randomBytes(4).toString('hex')}.log`);
      const server = await Podshell.start({
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: stateDirectory,
        PODSHELL_AUTH: 'token',
        PODSHELL_AUDIT: file,
        PODSHELL_RESUME_SECONDS: '60',
      });
      await use({ server, file, tokens: await tokensOf(cluster.kubeconfig) });
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

type Line = Readonly<Record<string, unknown>>;

async function linesOf(file: string): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const timeOf = ({ time }: Line): number => Date.parse(String(time));

/** The lines that a test adds to the log. */
async function following(file: string) {
  const before = (await linesOf(file)).length;
  const lines = async () => {
    const added = (await linesOf(file)).slice(before);
    // Each replica writes its lines together, a moment later than they happen.
    return replicaCount() === 1 ? added : added.toSorted((one, other) => timeOf(one) - timeOf(other));
  };
  return {
    lines,
    async next(count: number): Promise<readonly Line[]> {
      await expect.poll(async () => (await lines()).length).toBeGreaterThanOrEqual(count);
      return lines();
    },
  };
}

async function request(
  { server }: Audited,
  headers: Readonly<Record<string, string>>,
  body: object = {},
  path = SHELL,
) {
  const reply = await server.api.call('POST', path, { headers, body });
  return { reply, requestId: reply.headers['x-request-id'] };
}

const PLACE = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
const NOBODY = { user: '', groups: [] };

test('signing in and out, and what is refused at the doors', async ({ audited }) => {
  const { server, file, tokens } = audited;
  const log = await following(file);
  const wrong = await server.api.call('POST', '/api/signin', { body: { token: 'guessed-token' } });
  const alice = await signIn(server.url, tokens.alice);
  const host = await server.api.get('/', { host: 'evil.example' });
  const origin = await server.api.call('POST', '/api/signin', {
    headers: { origin: 'https://evil.example', ...alice },
    body: { token: tokens.alice },
  });
  const stranger = await server.api.get('/api/me');
  const left = await server.api.call('POST', '/api/signout', { headers: alice });
  await server.api.get('/healthz');
  await server.api.get('/signin');
  await server.api.get('/pods');
  const lines = await log.next(6);
  const expected = [
    { ...NOBODY, event: 'sign-in-refused', code: 'token-rejected', requestId: wrong.headers['x-request-id'] },
    { event: 'signed-in', user: 'alice' },
    { ...NOBODY, event: 'request-refused', code: 'host-rejected', requestId: host.headers['x-request-id'] },
    {
      ...NOBODY,
      event: 'request-refused',
      code: 'origin-rejected',
      requestId: origin.headers['x-request-id'],
    },
    {
      ...NOBODY,
      event: 'request-refused',
      code: 'unauthenticated',
      requestId: stranger.headers['x-request-id'],
    },
    { event: 'signed-out', user: 'alice', requestId: left.headers['x-request-id'] },
  ];
  expect(lines).toEqual(
    expected.map((line) => ({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      groups: expect.arrayContaining(['system:authenticated']),
      address: '127.0.0.1',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...line,
    })),
  );
});

test('a shell from its request to its end', async ({ audited }) => {
  const { server, file, tokens } = audited;
  const alice = await signIn(server.url, tokens.alice);
  const log = await following(file);
  const { reply, requestId } = await request(audited, alice);
  const sessionId = String(reply.json().sessionId);
  const bind = () => TerminalClient.bind(server.url, sessionId, { headers: alice });
  const first = await bind();
  expect(await first.run('echo hel""lo')).toBe('hello');
  const listed = async () => {
    const { items } = (await server.api.get('/api/sessions', alice)).json() as { items: Line[] };
    return items.find((item) => item.sessionId === sessionId);
  };
  const { shellId } = (await listed()) ?? {};
  first.line.cut();
  await expect.poll(async () => (await listed())?.state).toBe('detached');
  const second = await bind();
  await second.message('bound');
  const third = await bind();
  await third.message('bound');
  expect((await second.closeFrame()).code).toBe(4409);
  third.type('exit 3\r');
  await third.exit();
  const lines = await log.next(5);
  const common = { user: 'alice', shellId, ...PLACE };
  expect(lines).toMatchObject([
    { event: 'shell-requested', requestId, ...common },
    { event: 'shell-opened', command: ['bash'], ...common },
    { event: 'shell-resumed', command: ['bash'], ...common },
    { event: 'shell-taken-over', command: ['bash'], ...common },
    { event: 'shell-ended', command: ['bash'], cause: 'process-exited', exitCode: 3, ...common },
  ]);
  // Each connection has a request of its own.
  expect(new Set(lines.slice(0, 4).map((line) => line.requestId)).size).toBe(4);
  const { durationMs, bytesIn, bytesOut } = lines[4] ?? {};
  expect([durationMs, bytesIn, bytesOut]).toEqual([
    expect.any(Number),
    expect.any(Number),
    expect.any(Number),
  ]);
  expect(bytesIn).toBeGreaterThan('exit 3\r'.length);
  expect(bytesOut).toBeGreaterThan('hello'.length);
});

test('a command that its user ends', async ({ audited }) => {
  const { server, file, tokens } = audited;
  const alice = await signIn(server.url, tokens.alice);
  const log = await following(file);
  const command = ['sleep', '1000'];
  const { reply } = await request(audited, alice, { command });
  const terminal = await TerminalClient.bind(server.url, String(reply.json().sessionId), { headers: alice });
  await log.next(2);
  await terminal.end();
  expect(await log.next(3)).toMatchObject([
    { event: 'shell-requested', command },
    { event: 'shell-opened', command },
    { event: 'shell-ended', command, cause: 'closed-by-user' },
  ]);
});

test('who does not get a shell, and why', async ({ audited }) => {
  const { server, file, tokens } = audited;
  const [alice, bob] = await Promise.all([signIn(server.url, tokens.alice), signIn(server.url, tokens.bob)]);
  const issued = await request(audited, alice);
  const log = await following(file);
  const forbidden = await request(audited, bob);
  const missing = await request(audited, alice, {}, '/api/pods/team-a/no-such-pod/shell');
  const sessionId = String(issued.reply.json().sessionId);
  const thief = await TerminalClient.bind(server.url, sessionId, { headers: bob });
  expect((await thief.closeFrame()).code).toBe(4404);
  const rude = await new SockJsClient(server.url, { headers: alice }).opened();
  rude.send('no message');
  expect((await rude.closeFrame()).code).toBe(4400);
  const ended = await server.api.call('DELETE', `/api/sessions/${sessionId}`, { headers: bob });
  expect(ended.status).toBe(404);
  expect(await log.next(5)).toMatchObject([
    {
      event: 'shell-refused',
      user: 'bob',
      code: 'forbidden',
      namespace: 'team-a',
      pod: 'debian',
      requestId: forbidden.requestId,
    },
    {
      event: 'shell-refused',
      user: 'alice',
      code: 'pod-not-found',
      pod: 'no-such-pod',
      requestId: missing.requestId,
    },
    { event: 'shell-refused', user: 'bob', code: 'session-not-found' },
    { event: 'request-refused', user: 'alice', code: 'bad-message' },
    {
      event: 'request-refused',
      user: 'bob',
      code: 'session-not-found',
      requestId: ended.headers['x-request-id'],
    },
  ]);
});

test('no secret that is given to any door gets into the log', async ({ audited }) => {
  const { server, file, tokens } = audited;
  const alice = await signIn(server.url, tokens.alice);
  const { reply } = await request(audited, alice);
  const sessionId = String(reply.json().sessionId);
  const terminal = await TerminalClient.bind(server.url, sessionId, { headers: alice });
  await terminal.message('bound');
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const doors: Readonly<Record<string, (secret: string) => Promise<unknown>>> = {
    token: (token) => server.api.call('POST', '/api/signin', { body: { token } }),
    'context of a sign-in': (context) =>
      server.api.call('POST', '/api/signin', { body: { token: tokens.alice, context } }),
    bearer: (secret) => server.api.get('/api/me', bearer(secret)),
    'bearer of a page': (secret) => server.api.get('/pods', bearer(secret)),
    cookie: (secret) => server.api.get('/api/me', { cookie: alice.cookie.replace(/=.*/, `=${secret}`) }),
    path: (secret) => server.api.get(`/api/${secret}`),
    query: (secret) => server.api.get(`/api/me?token=${secret}`),
    'host and origin': (secret) =>
      server.api.call('POST', '/', { headers: { host: `${secret}.example`, origin: `https://${secret}` } }),
    'request id': (secret) => server.api.get('/api/me', { 'x-request-id': secret, 'audit-id': secret }),
    'forwarded headers': (secret) =>
      server.api.get('/api/me', { 'x-forwarded-for': secret, 'x-forwarded-user': secret }),
    'session id': (id) => server.api.call('DELETE', `/api/sessions/${id}`, { headers: alice }),
    'bound id': async (id) => {
      const client = await TerminalClient.bind(server.url, id, { headers: alice });
      await client.closeFrame();
    },
    'bad message': async (secret) => {
      const client = await new SockJsClient(server.url, { headers: alice }).opened();
      client.send(secret);
      await client.closeFrame();
    },
    keystrokes: async (secret) => terminal.run(`: ${secret}`),
    'context of a shell': (context) => request(audited, alice, { context }),
    'a name that is none': (secret) => request(audited, alice, {}, `/api/pods/team-a/${secret}_/shell`),
  };
  const secrets: string[] = [sessionId, tokens.alice, alice.cookie];
  const secretText = fc.stringMatching(/^[a-z0-9]{24}$/);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(doors)), secretText, async (door, secret) => {
      secrets.push(secret);
      await doors[door]?.(secret);
    }),
    { numRuns: 60, examples: Object.keys(doors).map((door) => [door, randomBytes(16).toString('hex')]) },
  );
  await terminal.end();
  await expect.poll(async () => (await linesOf(file)).at(-1)?.event).toBe('shell-ended');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('token-rejected');
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test('after SIGHUP the log goes on in a new file', async ({ audited }) => {
  const { server, file } = audited;
  const old = `${file}.1`;
  await rename(file, old);
  const idsIn = async (path: string) => new Set((await linesOf(path)).map((line) => line.requestId));
  /** Until one is in the log: of many refusals in a second, not each has a line. */
  const refuseInto = async (path: string) => {
    const refused: unknown[] = [];
    const isThere = async () => {
      refused.push((await server.api.get('/api/me')).headers['x-request-id']);
      const ids = await idsIn(path);
      return refused.some((id) => ids.has(id));
    };
    await expect.poll(isThere).toBe(true);
    return refused;
  };
  await refuseInto(old);
  server.process.signal('SIGHUP');
  await server.process.logged(/Audit log opened again/);
  const after = await refuseInto(file);
  const oldIds = await idsIn(old);
  expect(after.filter((id) => oldIds.has(id))).toEqual([]);
});

test('standard output gets the lines too', async ({ serve }) => {
  const server = await serve({ PODSHELL_AUDIT: 'stdout' });
  const terminal = await server.open();
  terminal.type('exit\r');
  await terminal.exit();
  await expect.poll(() => server.process.stdout).toMatch(/"event":"shell-ended".*"cause":"process-exited"/);
});
