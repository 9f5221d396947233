import { afterEach, describe, expect, test } from 'vitest';
import { PodshellError, PROBLEMS, type ProblemCode } from '#protocol/problem.ts';
import { setRuntime } from '#server/runtime.ts';
import { GET as unknownGet } from './[[...unknown]]/route.ts';
import { answer, methodNotAllowed } from './answer.ts';
import { callRoute } from './testing/call-route.ts';
import { fakeRuntime } from './testing/fake-runtime.ts';

afterEach(() => setRuntime(undefined));

describe('a thrown PodshellError becomes the problem of its code', () => {
  test.each(Object.keys(PROBLEMS) as ProblemCode[])('%s', async (code) => {
    const runtime = fakeRuntime();
    setRuntime(runtime);
    const route = answer(() => {
      throw new PodshellError(code, 'What happened, and what to do.');
    });
    const { status, headers, body } = await callRoute(route, '/', {});
    expect(status).toBe(PROBLEMS[code].status);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({ ...PROBLEMS[code], code, detail: 'What happened, and what to do.' });
    expect(runtime.failures).toEqual([]);
    expect(runtime.refusals).toEqual([code]);
    expect(headers.has('retry-after')).toBe(status === 429 || code === 'replica-unreachable');
  });
});

test('an error class from another bundle is recognized by its code', async () => {
  setRuntime(fakeRuntime());
  const route = answer(() => {
    throw Object.assign(new Error('gone'), { code: 'pod-not-found' });
  });
  expect(await callRoute(route, '/', {})).toMatchObject({ status: 404, body: { code: 'pod-not-found' } });
});

test.each([
  new Error('password is hunter2'),
  Object.assign(new Error('hunter2'), { code: 'ECONNRESET' }),
  'hunter2',
])('any other error is reported once and hidden from the client', async (thrown) => {
  const runtime = fakeRuntime();
  setRuntime(runtime);
  const route = answer(() => Promise.reject(thrown));
  const { status, body } = await callRoute(route, '/', {});
  expect(status).toBe(500);
  expect(body).toMatchObject({ code: 'internal-error' });
  expect(JSON.stringify(body)).not.toContain('hunter2');
  expect(runtime.failures).toEqual([thrown]);
});

test('the handler is not called when authentication fails', async () => {
  const refused = new PodshellError('unauthenticated', 'Sign in first.');
  setRuntime(
    fakeRuntime({
      caller: () => {
        throw refused;
      },
    }),
  );
  let reached = false;
  const route = answer(() => {
    reached = true;
    return new Response();
  });
  expect(await callRoute(route, '/', {})).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  expect(reached).toBe(false);
});

test('an unsupported method gets the supported ones in Allow', async () => {
  const refused = methodNotAllowed('GET', 'HEAD')();
  expect(refused.status).toBe(405);
  expect(refused.headers.get('allow')).toBe('GET, HEAD');
  expect(await refused.json()).toMatchObject({ code: 'method-not-allowed' });
});

test('an unknown path gets the problem not-found', async () => {
  const answered = unknownGet();
  expect(answered.status).toBe(404);
  expect(await answered.json()).toMatchObject({ code: 'not-found' });
});
