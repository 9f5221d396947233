/** The two routes that issue a session. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replicaCount } from '../support/replica-plan.ts';
import { expect, test } from './support/fixtures.ts';
import type { HttpClient, Reply } from './support/http-client.ts';

/** With replicas, the id also says which of them has the shell, and has a code by which they know it. */
const SESSION_ID =
  replicaCount() === 1
    ? /^[A-Za-z0-9_-]{22,}$/
    : /^[A-Za-z0-9_-]{22,}~web-\d-[0-9a-f]{12}~[A-Za-z0-9_-]{16}$/;

/** Calls both routes the same way. GET has no `command` and takes everything from its query. */
const ROUTES = {
  GET: (api: HttpClient, namespace: string, pod: string, fields: Record<string, string>) =>
    api.get(`/api/pod/${pod}/shell?${new URLSearchParams({ namespace, ...fields })}`),
  POST: (api: HttpClient, namespace: string, pod: string, fields: Record<string, string>) =>
    api.post(`/api/pods/${namespace}/${pod}/shell`, fields),
} as const;

function expectProblem(reply: Reply, status: number, code: string): void {
  expect(reply.headers['content-type']).toBe('application/problem+json');
  expect(reply.status, reply.text).toBe(status);
  const problem = reply.json();
  expect(problem).toMatchObject({ status, code });
  expect(problem.title).toMatch(/\S/);
  expect(problem.detail).toMatch(/\S/);
}

test('GET answers with the id only', async ({ podshell: { api } }) => {
  const reply = await api.get('/api/pod/debian/shell?namespace=team-a&container=debian&shell=bash&context=');
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toBe('application/json');
  expect(reply.json()).toEqual({ sessionId: expect.stringMatching(SESSION_ID) });
});

test('GET defaults to the namespace of the context', async ({ podshell }) => {
  const { sessionId } = (await podshell.api.get('/api/pod/debian/shell')).json();
  expect(await podshell.session(String(sessionId))).toMatchObject({ namespace: 'team-a', state: 'issued' });
});

test('POST answers with id, container, expiry and the location of the session', async ({ podshell }) => {
  const before = Date.now();
  const reply = await podshell.api.post('/api/pods/team-a/debian/shell', {
    container: 'debian',
    shell: 'bash',
    cols: 100,
    rows: 30,
    'unknown-field': 1,
  });
  expect(reply.status).toBe(201);
  const { sessionId, container, expiresAt, ...rest } = reply.json();
  expect(rest).toEqual({});
  expect(sessionId).toMatch(SESSION_ID);
  expect(container).toBe('debian');
  expect(reply.headers.location).toBe(`/api/sessions/${sessionId}`);
  const left = Date.parse(String(expiresAt)) - before;
  expect(left).toBeGreaterThan(9_000);
  expect(left).toBeLessThan(15_000);
});

for (const body of [undefined, '', '{}']) {
  test(`POST with the body ${JSON.stringify(body)} uses the defaults`, async ({ podshell }) => {
    const reply = await podshell.api.post('/api/pods/team-a/multi/shell', body);
    expect(reply.status).toBe(201);
    // Like kubectl: the annotated container, not the first.
    expect(reply.json()).toMatchObject({ container: 'web' });
  });
}

test('ids are unique', async ({ podshell }) => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => podshell.issue()));
  expect(new Set(ids).size).toBe(20);
});

for (const [name, call] of Object.entries(ROUTES)) {
  const refusals: [what: string, where: [string, string, Record<string, string>], number, string][] = [
    ['a pod in capitals', ['team-a', 'Debian', {}], 400, 'bad-request'],
    ['a pod with an underscore', ['team-a', 'a_b', {}], 400, 'bad-request'],
    ['a pod of 254 letters', ['team-a', 'a'.repeat(254), {}], 400, 'bad-request'],
    ['a pod that ends with a hyphen', ['team-a', 'debian-', {}], 400, 'bad-request'],
    ['a pod that climbs', ['team-a', '..%2f..%2fsecrets', {}], 400, 'bad-request'],
    ['a pod with a NUL', ['team-a', 'a%00', {}], 400, 'bad-request'],
    ['a container with a dot', ['team-a', 'debian', { container: 'a.b' }], 400, 'bad-request'],
    ['an unknown context', ['team-a', 'debian', { context: 'no-such-context' }], 400, 'bad-request'],
    ['a pod that bob may not enter', ['team-a', 'debian', { context: 'bob' }], 403, 'forbidden'],
    ['a pod that does not exist, for bob', ['team-a', 'nope', { context: 'bob' }], 403, 'forbidden'],
    ['a namespace that alice may not use', ['team-b', 'debian', { context: 'alice' }], 403, 'forbidden'],
    ['an unknown pod', ['team-a', 'nope', {}], 404, 'pod-not-found'],
    ['an unknown namespace', ['nope', 'debian', {}], 404, 'pod-not-found'],
    ['an unknown container', ['team-a', 'debian', { container: 'nope' }], 404, 'container-not-found'],
    ['a pod that is not scheduled', ['team-a', 'pending', {}], 409, 'container-not-running'],
    [
      'an init container that has ended',
      ['team-a', 'multi', { container: 'init' }],
      409,
      'container-not-running',
    ],
  ];
  for (const [what, [namespace, pod, fields], status, code] of refusals) {
    test(`${name} refuses ${what}: ${status} ${code}`, async ({ podshell }) => {
      expectProblem(await call(podshell.api, namespace, pod, fields), status, code);
    });
  }

  test(`${name} refuses a container between two crashes`, async ({ podshell }) => {
    const code = async () => (await call(podshell.api, 'team-a', 'crashloop', {})).json().code;
    await expect.poll(code).toBe('container-not-running');
  });

  for (const [header, value] of [
    ['sec-fetch-site', 'cross-site'],
    ['origin', 'https://evil.example.com'],
    ['origin', 'null'],
  ] as const) {
    test(`${name} refuses a request with ${header}: ${value}`, async ({ podshell }) => {
      const path = name === 'GET' ? '/api/pod/debian/shell' : '/api/pods/team-a/debian/shell';
      expectProblem(
        await podshell.api.call(name, path, { headers: { [header]: value } }),
        403,
        'origin-rejected',
      );
    });
  }
}

for (const namespace of ['Team', 'a.b', 'team%2fa', '-', 'a'.repeat(64)]) {
  test(`POST refuses the namespace ${namespace.slice(0, 9)}`, async ({ podshell: { api } }) => {
    expectProblem(await api.post(`/api/pods/${namespace}/debian/shell`), 400, 'bad-request');
  });
}

for (const [body, status, code] of [
  ['{', 400, 'bad-request'],
  ['null', 400, 'bad-request'],
  ['[]', 400, 'bad-request'],
  ['"x"', 400, 'bad-request'],
  ['{"cols":0}', 400, 'bad-request'],
  ['{"rows":70000}', 400, 'bad-request'],
  ['{"cols":80.5}', 400, 'bad-request'],
  ['{"cols":"80"}', 400, 'bad-request'],
  ['{"container":7}', 400, 'bad-request'],
  ['{"command":"ls"}', 400, 'bad-request'],
  ['{"command":[]}', 400, 'bad-request'],
  [`{"shell":"${'x'.repeat(300)}"}`, 400, 'bad-request'],
  [`{"command":["${'x'.repeat(400_000)}"]}`, 413, 'body-too-large'],
] as const) {
  test(`POST refuses the body ${body.slice(0, 24)}`, async ({ podshell: { api } }) => {
    expectProblem(await api.post('/api/pods/team-a/debian/shell', body), status, code);
  });
}

test('a command in the URL is ignored', async ({ podshell }) => {
  const reply = await podshell.api.get('/api/pod/debian/shell?command=id&command=-u');
  const terminal = await podshell.bind(String(reply.json().sessionId));
  expect(await terminal.message('bound')).toMatchObject({ Shell: 'bash' });
});

test('a command runs unchanged, with its arguments', async ({ podshell }) => {
  const args = ['a b', '$HOME', '"q"', "'", '\\', '*', '日本', ''];
  const terminal = await podshell.open({ command: ['printf', '<%s>\n', ...args] });
  await terminal.exit();
  expect(terminal.text).toBe(args.map((arg) => `<${arg}>\r\n`).join(''));
});

for (const [method, path, allow] of [
  ['POST', '/api/pod/debian/shell', 'GET'],
  ['GET', '/api/pods/team-a/debian/shell', 'POST'],
  ['PUT', '/api/pods/team-a/debian/shell', 'POST'],
] as const) {
  test(`${method} ${path} is not served`, async ({ podshell: { api } }) => {
    const reply = await api.call(method, path);
    expectProblem(reply, 405, 'method-not-allowed');
    expect(reply.headers.allow).toBe(allow);
  });
}

test.describe('with other settings', () => {
  test('a session beyond the limit is 429 until another one ends', async ({ serve }) => {
    const podshell = await serve({ PODSHELL_MAX_SESSIONS_PER_USER: '1' });
    const first = await podshell.issue();
    for (const call of Object.values(ROUTES)) {
      expectProblem(await call(podshell.api, 'team-a', 'debian', {}), 429, 'session-limit');
    }
    expect((await podshell.api.call('DELETE', `/api/sessions/${first}`)).status).toBe(204);
    await podshell.issue();
  });

  test('a wrong token is 401 and appears in no answer', async ({ serve, own, stateDirectory }) => {
    const kubeconfig = join(stateDirectory, 'wrong-token');
    await writeFile(kubeconfig, own.demo.kubeconfig.replaceAll(/token: \S+/g, 'token: wrong-token'));
    const podshell = await serve({ KUBECONFIG: kubeconfig });
    const shells = await Promise.all(
      Object.values(ROUTES).map((call) => call(podshell.api, 'team-a', 'debian', {})),
    );
    const others = await Promise.all(
      ['/api/pods', '/api/namespaces', '/api/pods/events', '/api/me'].map((path) => podshell.api.get(path)),
    );
    for (const reply of shells) expectProblem(reply, 401, 'unauthenticated');
    for (const reply of others) expectProblem(reply, 401, 'cluster-unauthenticated');
    for (const reply of [...shells, ...others]) expect(reply.text).not.toContain('wrong-token');
    expect(podshell.process.stderr).not.toContain('wrong-token');
  });
});
