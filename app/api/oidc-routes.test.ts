import { afterEach, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { type SignInDoor, setRuntime } from '#server/runtime.ts';
import { GET as callback } from './signin/oidc/callback/route.ts';
import { GET as begin } from './signin/oidc/route.ts';
import { POST as signOut } from './signout/route.ts';
import { callRoute } from './testing/call-route.ts';
import { fakeRuntime } from './testing/fake-runtime.ts';

afterEach(() => setRuntime(undefined));

const PAGE = { headers: { accept: 'text/html,*/*' } };

function withDoor(changes: Partial<SignInDoor>) {
  const runtime = fakeRuntime();
  const changed = { ...runtime, signIn: { ...runtime.signIn, ...changes } };
  setRuntime(changed);
  return runtime;
}

function unfinished(code: 'sign-in-failed' | 'sign-in-unavailable', more: object = {}) {
  return () => Promise.reject(Object.assign(new PodshellError(code, 'Because.'), more));
}

test('the beginning leads to the provider, with the cookies of the sign-in', async () => {
  withDoor({
    begin: (returnTo) =>
      Promise.resolve({ location: `https://idp.example/?${returnTo}`, setCookies: ['a=1', 'b=2'] }),
  });
  const { status, headers } = await callRoute(begin, '/?returnTo=/pods%3Fq%3Dweb', {}, PAGE);
  expect(status).toBe(303);
  expect(headers.get('location')).toBe('https://idp.example/?/pods?q=web');
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(headers.get('cache-control')).toBe('no-store');
});

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', ''])(
  'a sign-in does not lead to %s',
  async (returnTo) => {
    const runtime = withDoor({});
    await callRoute(begin, `/?returnTo=${encodeURIComponent(returnTo)}`, {}, PAGE);
    expect(runtime.calls).toEqual([['begin', '/']]);
  },
);

test('a provider that is down leads pages to the sign-in page, and is a problem for programs', async () => {
  withDoor({ begin: unfinished('sign-in-unavailable') });
  const page = await callRoute(begin, '/?returnTo=/pods', {}, PAGE);
  expect(page.status).toBe(303);
  expect(page.headers.get('location')).toBe('/signin?returnTo=%2Fpods&problem=sign-in-unavailable');
  const program = await callRoute(begin, '/?returnTo=/pods', {});
  expect(program).toMatchObject({ status: 503, body: { code: 'sign-in-unavailable', detail: 'Because.' } });
});

test('the end leads to where the sign-in was to lead', async () => {
  withDoor({
    finish: (query) =>
      Promise.resolve({ location: `/pods?${query.get('code')}`, setCookies: ['podshell=x'] }),
  });
  const { status, headers } = await callRoute(callback, '/?code=7&state=8', {}, PAGE);
  expect(status).toBe(303);
  expect(headers.get('location')).toBe('/pods?7');
  expect(headers.getSetCookie()).toEqual(['podshell=x']);
});

test('one that failed leads to the sign-in page, and forgets its cookie', async () => {
  withDoor({
    finish: unfinished('sign-in-failed', {
      returnTo: '/pods?q=a&b',
      setCookies: ['podshell-signin-1=; Max-Age=0'],
    }),
  });
  const { status, headers } = await callRoute(callback, '/?error=access_denied', {}, PAGE);
  expect(status).toBe(303);
  expect(headers.get('location')).toBe('/signin?returnTo=%2Fpods%3Fq%3Da%26b&problem=sign-in-failed');
  expect(headers.getSetCookie()).toEqual(['podshell-signin-1=; Max-Age=0']);
});

test('one that failed leads to no other site', async () => {
  withDoor({ finish: unfinished('sign-in-failed', { returnTo: '//evil.example' }) });
  const { headers } = await callRoute(callback, '/', {}, PAGE);
  expect(headers.get('location')).toBe('/signin?returnTo=%2F&problem=sign-in-failed');
});

test('in another mode there is no such page', async () => {
  withDoor({ finish: () => Promise.reject(new PodshellError('not-found', 'Not here.')) });
  expect(await callRoute(callback, '/', {}, PAGE)).toMatchObject({ status: 404 });
});

test('an error of ours is reported, and its words stay here', async () => {
  const runtime = withDoor({ finish: () => Promise.reject(new Error('hunter2')) });
  const { status, body } = await callRoute(callback, '/', {}, PAGE);
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('hunter2');
  expect(runtime.failures).toHaveLength(1);
});

test('signing out says where the provider ends its session', async () => {
  withDoor({
    end: () => Promise.resolve({ location: 'https://idp.example/end', setCookies: ['podshell=; Max-Age=0'] }),
  });
  const { status, headers, body } = await callRoute(signOut, '/', {}, { method: 'POST' });
  expect({ status, body }).toEqual({ status: 200, body: { location: 'https://idp.example/end' } });
  expect(headers.getSetCookie()).toEqual(['podshell=; Max-Age=0']);
  withDoor({ end: () => Promise.resolve({ setCookies: [] }) });
  expect(await callRoute(signOut, '/', {}, { method: 'POST' })).toMatchObject({ status: 204 });
});
