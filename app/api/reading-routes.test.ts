import { afterEach, beforeEach, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { setRuntime } from '#server/runtime.ts';
import { GET as contexts } from './contexts/route.ts';
import { GET as namespaces } from './namespaces/route.ts';
import { GET as pod } from './pods/[namespace]/[pod]/route.ts';
import { GET as pods } from './pods/route.ts';
import { DELETE as endSession } from './sessions/[sessionId]/route.ts';
import { GET as sessions } from './sessions/route.ts';
import { callRoute } from './testing/call-route.ts';
import { type FakeRuntime, fakeRuntime } from './testing/fake-runtime.ts';

let runtime: FakeRuntime;
beforeEach(() => {
  runtime = fakeRuntime();
  setRuntime(runtime);
});
afterEach(() => setRuntime(undefined));

test('contexts', async () => {
  expect(await callRoute(contexts, '/', {})).toMatchObject({
    status: 200,
    body: { items: [], current: 'admin' },
  });
});

test('namespaces of a context', async () => {
  expect(await callRoute(namespaces, '/?context=alice', {})).toMatchObject({
    status: 200,
    body: { complete: true },
  });
  await callRoute(namespaces, '/', {});
  expect(runtime.calls).toEqual([
    ['namespaces', 'alice'],
    ['namespaces', undefined],
  ]);
});

test('pods of a namespace, or of all', async () => {
  expect(await callRoute(pods, '/?namespace=team-a&context=a%2Fb', {})).toMatchObject({
    status: 200,
    body: { items: [], resourceVersion: '7' },
  });
  await callRoute(pods, '/?namespace=', {});
  expect(runtime.calls).toEqual([
    ['pods', { namespace: 'team-a', context: 'a/b' }],
    ['pods', { namespace: undefined, context: undefined }],
  ]);
});

test('one pod', async () => {
  const asked: unknown[] = [];
  const missing = new PodshellError('pod-not-found', 'pods "x" not found');
  setRuntime(
    fakeRuntime({
      pod: (_caller, target) => {
        asked.push(target);
        return Promise.reject(missing);
      },
    }),
  );
  const params = { namespace: 'team-a', pod: 'web-0.web' };
  expect(await callRoute(pod, '/', params)).toMatchObject({ status: 404, body: { code: 'pod-not-found' } });
  await callRoute(pod, '/?context=bob', params);
  expect(asked).toEqual([params, { ...params, context: 'bob' }]);
});

test('the sessions of the caller, and ending one', async () => {
  expect(await callRoute(sessions, '/', {})).toMatchObject({ status: 200, body: { items: [] } });
  const ended = await callRoute(endSession, '/', { sessionId: 's-1' }, { method: 'DELETE' });
  expect(ended).toMatchObject({ status: 204, body: undefined });
  expect(runtime.calls).toEqual([['sessions'], ['endSession', 's-1']]);
});
