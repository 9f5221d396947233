import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function under(basePath: string) {
  vi.stubEnv('PODSHELL_BASE_PATH', basePath);
  const [addresses, { ownPath }, routes, signIn, { returnPath }] = await Promise.all([
    import('./served.ts'),
    import('./own-path.ts'),
    import('./api-routes.ts'),
    import('./sign-in-addresses.ts'),
    import('../../app/return-path.ts'),
  ]);
  return { ...addresses, ownPath, ...routes, ...signIn, returnPath };
}

describe('under a base path', () => {
  test('routes have it, and so has the way back after a sign-in', async () => {
    const own = await under('/tools/podshell');
    expect(own.sessionRoute('abc')).toBe('/tools/podshell/api/sessions/abc');
    expect(own.podStreamsRoute()).toBe('/tools/podshell/api/pods/streams');
    expect(own.oidcSignInRoute('/pods?q=a')).toBe(
      '/tools/podshell/api/signin/oidc?returnTo=%2Ftools%2Fpodshell%2Fpods%3Fq%3Da',
    );
    expect(own.signInHref('/pods')).toBe('/signin?returnTo=%2Ftools%2Fpodshell%2Fpods');
  });

  test('paths of the browser are read without it', async () => {
    const own = await under('/tools/podshell');
    expect(own.ownPath('/tools/podshell/shell/a/b?c#d')).toBe('/shell/a/b?c#d');
    expect(own.returnPath('/tools/podshell/pods?q=a')).toBe('/pods?q=a');
    expect(own.returnPath('/tools/podshell')).toBe('/');
    expect(own.returnPath('/pods')).toBe('/pods');
    expect(own.returnPath('/tools/podshell//evil.example')).toBe('/');
    expect(own.returnPath('/tools/podshell/../..//evil.example')).toBe('/');
  });

  test('what the browser keeps is kept apart', async () => {
    expect((await under('/a')).ownKey('podshell.dock')).toBe('/apodshell.dock');
  });
});

test('without one, paths stay as they are', async () => {
  const own = await under('');
  expect(own.served('/pods?q=a')).toBe('/pods?q=a');
  expect(own.ownPath('/pods?q=a')).toBe('/pods?q=a');
  expect(own.ownKey('podshell.dock')).toBe('podshell.dock');
});
