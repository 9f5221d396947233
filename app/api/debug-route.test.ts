import { afterEach, beforeEach, expect, test } from 'vitest';
import { setRuntime } from '#server/runtime.ts';
import { GET as LIST } from './debug-copies/route.ts';
import { DELETE, GET, POST } from './pods/[namespace]/[pod]/debug/route.ts';
import { callRoute } from './testing/call-route.ts';
import { type FakeRuntime, fakeRuntime } from './testing/fake-runtime.ts';

let runtime: FakeRuntime;
beforeEach(() => {
  runtime = fakeRuntime();
  setRuntime(runtime);
});
afterEach(() => setRuntime(undefined));

const PLACE = { namespace: 'team-a', pod: 'web' };
const post = async (body: string, query = '') => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return POST(new Request(`http://127.0.0.1/${query}`, init), { params: Promise.resolve(PLACE) });
};

test('the start is a stream of events', async () => {
  const response = await post('{"image":"busybox:1","target":"","profile":"restricted","context":"main"}');
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const text = await response.text();
  expect(text).toContain('event: progress\ndata: {"kind":"created","container":"debugger-x"');
  expect(text).toContain('event: ready\ndata: {"container":"debugger-x"}\n\n');
  expect(runtime.calls).toEqual([
    ['startDebug', PLACE, { image: 'busybox:1', target: '', profile: 'restricted', context: 'main' }],
  ]);
});

test.each(['{"profile":"legacy"}', '{"image":7}', '{"image":""}', 'no json'])(
  '%s is a bad request',
  async (body) => {
    const response = await post(body);
    expect([response.status, (await response.json()).code]).toEqual([400, 'bad-request']);
    expect(runtime.calls).toEqual([]);
  },
);

test('a query that says two things is refused before a container is added', async () => {
  const response = await post('{}', '?beats=true&beats=false');
  expect(response.status).toBe(400);
  expect(runtime.calls).toEqual([]);
});

test('a copy may be asked for, on the same node or with a shell in place of a program', async () => {
  const wish = { copy: true, replace: 'web', sameNode: true };
  await (await post(JSON.stringify(wish))).text();
  expect(runtime.calls).toEqual([['startDebug', PLACE, wish]]);
});

test('copies are listed, and deleted', async () => {
  const listed = await callRoute(LIST, '/?context=main&namespace=team-a', {});
  expect(listed.body).toEqual({ items: [] });
  const deleted = await DELETE(new Request('http://127.0.0.1/?context=main', { method: 'DELETE' }), {
    params: Promise.resolve(PLACE),
  });
  expect(deleted.status).toBe(204);
  expect(runtime.calls).toEqual([
    ['debugCopies', { context: 'main', namespace: 'team-a' }],
    ['deleteDebugCopy', { ...PLACE, context: 'main' }],
  ]);
});

test('the choices are JSON', async () => {
  const response = await callRoute(GET, '/?context=main', PLACE);
  expect(response.body).toMatchObject({ images: ['busybox:1'] });
  expect(runtime.calls).toEqual([['debugChoices', { ...PLACE, context: 'main' }]]);
});
