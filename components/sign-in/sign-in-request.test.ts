import { afterEach, expect, test, vi } from 'vitest';
import { signInWithToken } from './sign-in-request.ts';

afterEach(() => vi.unstubAllGlobals());

function answerWith(response: Response) {
  const sent: { url: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, body: JSON.parse(String(init.body)) });
    return response;
  });
  return sent;
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code, detail: 'Why.' }, { status, headers });

test.each([
  ['abc', '', { token: 'abc' }],
  ['  abc\n', ' admin ', { token: 'abc', context: 'admin' }],
  ['Bearer abc', '', { token: 'abc' }],
])('sends %j for context %j in the body alone', async (token, context, body) => {
  const sent = answerWith(new Response(null, { status: 204 }));
  expect(await signInWithToken(token, context)).toEqual({ kind: 'signed-in' });
  expect(sent).toEqual([{ url: '/api/signin', body }]);
});

test('reports a rejected token', async () => {
  answerWith(problem(401, 'token-rejected'));
  expect(await signInWithToken('abc', '')).toEqual({
    kind: 'failed',
    failure: { code: 'token-rejected', detail: 'Why.' },
    waitSeconds: 0,
  });
});

test.each([
  ['42', 42],
  ['0.5', 1],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
])('reads Retry-After: %s as %i s', async (header, waitSeconds) => {
  answerWith(problem(429, 'too-many-attempts', { 'retry-after': header }));
  expect(await signInWithToken('abc', '')).toMatchObject({ kind: 'failed', waitSeconds });
});

test('a server that is down is a failure', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('down')));
  expect(await signInWithToken('abc', '')).toMatchObject({ failure: { code: 'server-unreachable' } });
});
