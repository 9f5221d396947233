/** The routes for reading, for sessions and for health. */

import { expect, test } from './support/fixtures.ts';

interface NamedItem {
  readonly name: string;
  readonly namespace: string;
}

test('contexts are those of the kubeconfig, with the current one marked', async ({ podshell, cluster }) => {
  const { items, current } = (await podshell.api.get('/api/contexts')).json();
  expect((items as NamedItem[]).map(({ name }) => name)).toEqual(cluster.contexts);
  expect(cluster.contexts).toContain(current);
});

test('a user who may not list namespaces gets the known ones', async ({ podshell }) => {
  const { items, complete } = (await podshell.api.get('/api/namespaces')).json();
  expect((items as NamedItem[]).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['team-a', 'team-b']),
  );
  expect(complete).toBe(true);
  const alice = (await podshell.api.get('/api/namespaces?context=alice')).json();
  expect(alice).toMatchObject({ items: [{ name: 'team-a' }], complete: false });
});

for (const [query, namespaces] of [
  ['', ['team-a', 'team-b']],
  ['?namespace=team-b', ['team-b']],
  ['?namespace=team-a&context=bob', ['team-a']],
  ['?context=alice', ['team-a']],
] as const) {
  test(`pods of ${query || 'all namespaces'}`, async ({ podshell: { api } }) => {
    const { items, resourceVersion } = (await api.get(`/api/pods${query}`)).json();
    expect(resourceVersion).toMatch(/^\d+$/);
    const found = new Set((items as NamedItem[]).map(({ namespace }) => namespace));
    expect([...found]).toEqual(expect.arrayContaining([...namespaces]));
    if (query !== '') expect([...found]).toEqual(namespaces);
  });
}

test('one pod has its regular and init containers, their states and conditions', async ({ podshell }) => {
  const pod = (await podshell.api.get('/api/pods/team-a/multi')).json();
  expect(pod).toMatchObject({ namespace: 'team-a', name: 'multi', defaultContainer: 'web' });
  // A pod keeps the debug containers that were added to it before.
  const containers = (pod.containers as Record<string, unknown>[]).filter(({ kind }) => kind !== 'ephemeral');
  const stateOf = ({ name, kind, state }: Record<string, unknown>) => [name, kind, state];
  expect(containers.map(stateOf).sort()).toEqual([
    ['init', 'init', 'terminated'],
    ['sidecar', 'regular', 'running'],
    ['web', 'regular', 'running'],
  ]);
  expect(pod.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
  expect(pod.exec).toEqual({ allowed: true, detail: '' });
});

test('one pod has its recent events', async ({ podshell }) => {
  // A cluster forgets events after an hour, but this pod has new ones every few minutes.
  const events = async () => (await podshell.api.get('/api/pods/team-a/crashloop')).json().events;
  await expect.poll(events).toContainEqual(expect.objectContaining({ reason: 'BackOff' }));
});

for (const [path, status, code] of [
  ['/api/pods?namespace=team-b&context=bob', 403, 'forbidden'],
  ['/api/pods?namespace=Team', 400, 'bad-request'],
  ['/api/pods?namespace=..%2f..', 400, 'bad-request'],
  ['/api/pods?context=no-such-context', 404, 'context-not-found'],
  ['/api/pods/events?namespace=team-b&context=bob', 403, 'forbidden'],
  ['/api/pods/events?namespace=..', 400, 'bad-request'],
  ['/api/pods/team-a/nope', 404, 'pod-not-found'],
  ['/api/pods/team-a/A', 400, 'bad-request'],
  ['/api/pods/A/debian', 400, 'bad-request'],
  ['/api/pods/team-a', 404, 'not-found'],
  ['/api/nope', 404, 'not-found'],
  ['/api', 404, 'not-found'],
] as const) {
  test(`GET ${path} answers ${status} ${code}`, async ({ podshell: { api } }) => {
    const reply = await api.get(path);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json()).toMatchObject({ status, code });
    expect(reply.status).toBe(status);
  });
}

for (const path of ['/api/contexts', '/api/pods', '/api/pods/events', '/api/sessions', '/healthz', '/pods']) {
  test(`a Host that is not served gets 421 from ${path}`, async ({ podshell: { api } }) => {
    const reply = await api.get(path, { host: 'rebound.example.com' });
    expect(reply.status).toBe(421);
    expect(reply.json()).toMatchObject({ code: 'host-rejected' });
  });
}

for (const [method, path, allow] of [
  ['POST', '/api/contexts', 'GET, HEAD'],
  ['DELETE', '/api/pods', 'GET, HEAD'],
  ['PUT', '/api/pods/team-a/debian', 'GET, HEAD'],
  ['POST', '/api/sessions', 'GET, HEAD'],
  ['GET', '/api/sessions/x', 'DELETE'],
  ['POST', '/readyz', 'GET, HEAD'],
] as const) {
  test(`${method} ${path} is not served`, async ({ podshell: { api } }) => {
    const reply = await api.call(method, path);
    expect(reply.json()).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(reply.headers.allow).toBe(allow);
  });
}

test('live sessions are listed and can be ended', async ({ podshell }) => {
  const sessionId = await podshell.issue({ pod: 'busybox' });
  const place = { context: 'admin', namespace: 'team-a', pod: 'busybox', container: 'busybox' };
  expect(await podshell.session(sessionId)).toMatchObject({
    ...place,
    state: 'issued',
    shell: '',
    offset: 0,
  });
  const terminal = await podshell.bind(sessionId);
  const pid = Number(await terminal.run('echo $$'));
  expect(await podshell.session(sessionId)).toMatchObject({ ...place, state: 'attached', shell: 'sh' });
  const reply = await podshell.api.call('DELETE', `/api/sessions/${sessionId}`);
  expect([reply.status, reply.text]).toEqual([204, '']);
  expect(await podshell.session(sessionId)).toBeUndefined();
  expect(await terminal.closeFrame()).toMatchObject({ code: 1 });
  await podshell.gone([pid], { pod: 'busybox' });
  const again = await podshell.api.call('DELETE', `/api/sessions/${sessionId}`);
  expect(again.json()).toMatchObject({ status: 404, code: 'session-not-found' });
});

test('other sites cannot end a session', async ({ podshell }) => {
  const sessionId = await podshell.issue();
  const headers = { origin: 'https://evil.example.com' };
  const reply = await podshell.api.call('DELETE', `/api/sessions/${sessionId}`, { headers });
  expect(reply.json()).toMatchObject({ status: 403, code: 'origin-rejected' });
  expect(await podshell.session(sessionId)).toMatchObject({ state: 'issued' });
});

test('no SockJS iframe page gives our origin to the page around it', async ({ podshell: { api } }) => {
  const reply = await api.get('/ws/api/sockjs/iframe.html');
  expect(reply.status).toBe(404);
});

for (const path of ['/healthz', '/readyz']) {
  test(`${path} answers 200`, async ({ podshell: { api } }) => {
    expect((await api.get(path)).status).toBe(200);
    expect((await api.call('HEAD', path)).status).toBe(200);
  });
}
