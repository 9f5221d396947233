import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { setRuntime } from '#server/runtime.ts';
import { GET } from './pod/[pod]/shell/route.ts';
import { POST } from './pods/[namespace]/[pod]/shell/route.ts';
import { MAX_BODY_BYTES } from './request-body.ts';
import { callRoute } from './testing/call-route.ts';
import { type FakeRuntime, fakeRuntime } from './testing/fake-runtime.ts';

let runtime: FakeRuntime;
beforeEach(() => {
  runtime = fakeRuntime();
  setRuntime(runtime);
});
afterEach(() => setRuntime(undefined));

const TARGET = { namespace: 'team-a', pod: 'debian' };

function post(body: BodyInit | undefined, target = TARGET) {
  const init = body === undefined ? { method: 'POST' } : { method: 'POST', body };
  return callRoute(POST, '/', target, init);
}

describe('POST', () => {
  test('issues a session and sets Location', async () => {
    const { status, headers, body } = await post(
      '{"container":"web","shell":"bash","command":["ls","-l"],"cols":100,"rows":30,"context":"alice","new":1}',
    );
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/api/sessions/session-1');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({ sessionId: 'session-1', container: 'web', expiresAt: '2026-01-01T00:00:10.000Z' });
    expect(runtime.calls).toEqual([
      [
        'issueShell',
        {
          ...TARGET,
          container: 'web',
          shell: 'bash',
          command: ['ls', '-l'],
          cols: 100,
          rows: 30,
          context: 'alice',
        },
      ],
    ]);
  });

  test.each([undefined, '', '{}'])('a body of %j means the defaults', async (body) => {
    expect((await post(body)).status).toBe(201);
    expect(runtime.calls).toEqual([['issueShell', TARGET]]);
  });

  test('takes a reason', async () => {
    await post('{"reason":"INC-1: 队列堵塞"}');
    await post('{"reason":null}');
    expect(runtime.calls).toEqual([
      ['issueShell', { ...TARGET, reason: 'INC-1: 队列堵塞' }],
      ['issueShell', { ...TARGET, reason: null }],
    ]);
  });

  test.each([
    ['two\nlines'],
    ['an escape \x1b[2J'],
    ['a separator \u2028'],
    ['half a character \ud83d'],
    ['x'.repeat(501)],
    [7],
  ])('refuses the reason %j', async (reason) => {
    const { status, body } = await post(JSON.stringify({ reason }));
    expect([status, body]).toMatchObject([400, { code: 'bad-request' }]);
    expect(runtime.calls).toEqual([]);
  });

  test('the path names the pod; the body cannot change it', async () => {
    await post('{"namespace":"kube-system","pod":"other"}');
    expect(runtime.calls).toEqual([['issueShell', TARGET]]);
  });

  test.each([
    ['{', 'not valid JSON'],
    ['[]', 'body'],
    ['null', 'body'],
    ['"a"', 'body'],
    ['{"cols":0}', 'cols'],
    ['{"cols":70000}', 'cols'],
    ['{"rows":80.5}', 'rows'],
    ['{"cols":"80"}', 'cols'],
    ['{"container":""}', 'container'],
    ['{"attach":true,"command":["ls"]}', 'attach'],
    ['{"attach":true,"shell":"bash"}', 'attach'],
    ['{"attach":"yes"}', 'attach'],
    ['{"command":[]}', 'command'],
    ['{"command":"ls"}', 'command'],
    ['{"command":["ls",1]}', 'command.1'],
    ['{"shell":""}', 'shell'],
    [new Uint8Array([0x22, 0xff, 0x22]), 'UTF-8'],
  ])('%s is refused with the reason', async (body, why) => {
    const answered = await post(body);
    expect(answered).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(JSON.stringify(answered.body)).toContain(why);
    expect(runtime.calls).toEqual([]);
  });

  test('a body may be as large as the limit, but not larger', async () => {
    expect((await post('{}'.padEnd(MAX_BODY_BYTES))).status).toBe(201);
    const answered = await post('{}'.padEnd(MAX_BODY_BYTES + 1));
    expect(answered).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  test('an endless body is not read beyond the limit', async () => {
    let given = 0;
    const body = new ReadableStream({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const answered = await callRoute(POST, '/', TARGET, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answered.status).toBe(413);
    expect(given).toBeLessThan(10);
  });

  test('a truncated body is a bad request, not an internal error', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
    const answered = await callRoute(POST, '/', TARGET, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answered).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(runtime.failures).toEqual([]);
  });

  test('a refusal of the runtime keeps its code', async () => {
    const refused = new PodshellError('container-not-running', 'It waits.');
    setRuntime(fakeRuntime({ issueShell: () => Promise.reject(refused) }));
    expect(await post('{}')).toMatchObject({
      status: 409,
      body: { code: 'container-not-running', detail: 'It waits.' },
    });
  });
});

describe('GET', () => {
  test('issues a session and returns only its id', async () => {
    const query = '?namespace=team-a&container=web&shell=sh&context=alice&reason=INC-1';
    const answered = await callRoute(GET, query.replace('?', '/?'), { pod: 'debian' });
    expect(answered).toMatchObject({ status: 200, body: { sessionId: 'session-1' } });
    expect(Object.keys(answered.body as object)).toEqual(['sessionId']);
    expect(runtime.calls).toEqual([
      [
        'issueShell',
        {
          pod: 'debian',
          namespace: 'team-a',
          container: 'web',
          shell: 'sh',
          context: 'alice',
          reason: 'INC-1',
        },
      ],
    ]);
  });

  test('absent and empty parameters have their defaults', async () => {
    await callRoute(GET, '/?namespace=&container=', { pod: 'debian' });
    expect(runtime.calls).toEqual([['issueShell', { pod: 'debian' }]]);
  });

  test('a command is never taken from a URL', async () => {
    await callRoute(GET, '/?command=id&command=whoami&cols=1', { pod: 'debian' });
    expect(runtime.calls).toEqual([['issueShell', { pod: 'debian' }]]);
  });

  test('the same value twice is one value', async () => {
    await callRoute(GET, '/?namespace=team-a&namespace=team-a&container=web&container=web', {
      pod: 'debian',
    });
    expect(runtime.calls).toEqual([['issueShell', { pod: 'debian', namespace: 'team-a', container: 'web' }]]);
  });

  test.each([
    `shell=${'s'.repeat(257)}`,
    'namespace=team-a&namespace=team-b',
    'namespace=team-a,team-b',
    'container=web&container=sidecar',
    'container=&container=sidecar',
    'context=alice&context=bob',
  ])('%s is refused', async (query) => {
    const answered = await callRoute(GET, `/?${query}`, { pod: 'debian' });
    expect(answered).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(runtime.calls).toEqual([]);
  });
});
