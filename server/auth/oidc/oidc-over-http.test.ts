/** The whole way over real sockets: a browser, the HTTP server, the provider. Only Next's routes are replaced. */

import { expect, test } from 'vitest';
import { presentedBy } from '#server/http/authenticate.ts';
import type { HttpServerOptions } from '#server/http/http-server.ts';
import { serverOfTest } from '#server/http/testing/server-of-test.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { SealedCookies } from '../cookies/sealed-cookies.ts';
import { createOidcAuthenticator } from './oidc-authenticator.ts';
import { settingsFor, withRetries } from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { startTestProvider, type TestProviderOptions } from './testing/test-provider.ts';

/** Browsers keep no larger cookie for sure. */
const MOST_COOKIE_BYTES = 3800;

async function startPodshell(options: TestProviderOptions, token: 'id' | 'access') {
  const provider = await startTestProvider(options);
  const clock = new FakeClock(Date.now());
  const authenticator = createOidcAuthenticator({
    settings: settingsFor(provider.issuer, { oidcToken: token }),
    cookies: new SealedCookies({
      secrets: ['a secret of the tests, 32 characters'],
      secure: false,
      path: '/',
    }),
    clock,
    logger: new RecordingLogger(),
    peers: lonePeers(),
  });
  const pages: HttpServerOptions['pages'] = {
    async handleRequest(request, response, caller) {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://podshell.invalid');
      const presented = presentedBy(request);
      if (pathname === '/api/signin/oidc') redirect(await authenticator.beginSignIn?.('/pods', presented));
      else if (pathname === '/api/signin/oidc/callback') {
        redirect(await authenticator.finishSignIn?.(searchParams, presented));
      } else response.end(JSON.stringify({ user: caller?.displayName, groups: caller?.groups.length }));

      function redirect(
        outcome: { setCookies: readonly string[]; location?: string | undefined } | undefined,
      ) {
        response.writeHead(303, {
          location: outcome?.location ?? '',
          'set-cookie': [...(outcome?.setCookies ?? [])],
        });
        response.end();
      }
    },
    handleUpgrade: () => false,
  };
  const { url } = await serverOfTest({ gate: authenticator, pages });
  return { provider, url, clock };
}

async function signInAt(url: string): Promise<TestBrowser> {
  const browser = new TestBrowser();
  const first = await browser.get(`${url}/api/signin/oidc`);
  const callback = await browser.followTo(url, first.headers.get('location') ?? '');
  const finished = await browser.get(callback.href);
  expect(finished.headers.get('location')).toBe('/pods');
  return browser;
}

const GROUPS: [string, (n: number) => string][] = [
  ['names', (n) => `/company/engineering/platform/team-${n}`],
  // What Entra ID sends: nothing in them can be compressed but the digits.
  ['random ids', () => crypto.randomUUID()],
];

test.each(GROUPS)('300 groups and two tokens fit into cookies: %s', async (_kind, groupOf) => {
  const groups = Array.from({ length: 300 }, (_, n) => groupOf(n));
  const { url } = await startPodshell(
    { claims: { groups, preferred_username: 'alice' }, accessTokenAudience: 'https://kubernetes' },
    'access',
  );
  const browser = await signInAt(url);
  const cookies = [...browser.cookies(url)].map(([name, value]) => `${name}=${value}`);
  for (const cookie of cookies) expect(Buffer.byteLength(cookie)).toBeLessThanOrEqual(MOST_COOKIE_BYTES);
  const answer = await browser.get(`${url}/api/me`);
  expect(await answer.json()).toEqual({ user: 'alice', groups: 300 });
});

test('more header lines than a sign-in may need are refused', async () => {
  const { url } = await startPodshell({}, 'id');
  const cookie = `x=${'x'.repeat(100 * 1024)}`;
  expect((await fetch(`${url}/api/me`, { headers: { cookie } })).status).toBe(431);
});

test('a sign-in is renewed on the way, and the browser gets the new cookies', async () => {
  const { provider, url, clock } = await startPodshell({ claims: { preferred_username: 'alice' } }, 'id');
  const browser = await signInAt(url);
  const before = browser.cookieHeader(url);
  provider.state.idTokenSeconds = 3000;
  clock.advance(301_000);
  for (let request = 0; request < 2; request += 1) {
    const answer = await browser.get(`${url}/api/me`);
    expect(await answer.json()).toMatchObject({ user: 'alice' });
  }
  expect(browser.cookieHeader(url)).not.toBe(before);
  expect(provider.count('POST /token')).toBe(2);
});

test('a provider that is down is answered 503 in words', async () => {
  const { provider, url, clock } = await startPodshell({}, 'id');
  const browser = await signInAt(url);
  await provider.stop();
  clock.advance(301_000);
  const answer = await withRetries({ clock }, () => browser.get(`${url}/api/me`));
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'sign-in-unavailable' });
});
