import fc from 'fast-check';
import { expect, test } from 'vitest';
import { framingOrigins, keepsOpener } from './framing-origins.ts';

const allowed = ['https://portal.example.com', 'http://127.0.0.1:8080'];

test.each([
  '/shell/team-a/debian?embed=1',
  '/shell/team-a/web-0.example?container=main&embed=1&context=alice',
  '/shell/team-a/debian?embed=%31',
  '/signin?returnTo=%2Fshell%2Fteam-a%2Fdebian&embed=1',
])('%s may be framed', (url) => {
  expect(framingOrigins(url, allowed)).toEqual(allowed);
  expect(framingOrigins(url, [])).toEqual([]);
});

test.each([
  undefined,
  '',
  '/',
  '/pods?embed=1',
  '/signin',
  '/signin?frame=x',
  '/signin/?embed=1',
  '/%73ignin?embed=1',
  '/api/signin?embed=1',
  '/shell?embed=1',
  '/shell/team-a?embed=1',
  '/shell/team-a/debian',
  '/shell/team-a/debian?embed=0',
  '/shell/team-a/debian?embed=1&embed=1',
  '/shell/team-a/debian?embed=11',
  '/shell/team-a/debian/more?embed=1',
  '/shell/team-a/debian/?embed=1',
  '/shell/team-a/%2e%2e?embed=1',
  '/shell/%2e%2e/pods?embed=1',
  '/shell/../shell/team-a/debian?embed=1',
  '//shell/team-a/debian?embed=1',
  '/api/pods/team-a/debian/shell?embed=1',
  'http://127.0.0.1/shell/team-a/debian?embed=1',
])('%s may not', (url) => {
  expect(framingOrigins(url, allowed)).toEqual([]);
});

test('only shell pages may be framed', () => {
  const part = fc.constantFrom(
    'shell',
    'team-a',
    'pods',
    '..',
    '.',
    '',
    '%2e%2e',
    '%2f',
    '?embed=1',
    '&',
    '#',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 7 }), (parts) => {
      const url = `/${parts.join('/')}`;
      if (framingOrigins(url, allowed).length === 0) return;
      expect(new URL(url, 'http://here').pathname).toMatch(/^\/shell\/[^/]+\/[^/]+$/);
    }),
  );
});

test('only what signs in may keep the window that opened it, and only where sites may frame shells', () => {
  for (const url of ['/signin', '/signin?frame=x', '/api/signin/oidc', '/api/signin/oidc/callback?code=x']) {
    expect(keepsOpener(url, allowed)).toBe(true);
    expect(keepsOpener(url, [])).toBe(false);
  }
  for (const url of [undefined, '/', '/pods', '/signin/../pods', '/shell/team-a/debian?embed=1', '/api/me']) {
    expect(keepsOpener(url, allowed)).toBe(false);
  }
});
