/** The cookies of a user with many groups, through the reverse proxies as docs/proxies.md configures them. */

import { randomUUID } from 'node:crypto';
import { freePort } from '#scripts/free-port.ts';
import { CLIENT_ID, CLIENT_SECRET, startProviderServer } from '#server/auth/oidc/testing/provider-server.ts';
import { TestBrowser } from '#server/auth/oidc/testing/test-browser.ts';
import { PROXY_HOST, type ProxyName, ReverseProxy } from '../support/reverse-proxy.ts';
import { expect, test } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { cookieHeader } from './support/users.ts';

/** As Microsoft Entra ID names them: they can hardly be compressed. */
const GROUPS = Array.from({ length: 300 }, () => randomUUID());

/** More than a buffer of nginx holds by default. */
const LARGE_BYTES = 8 * 1024;

for (const name of ['nginx', 'caddy', 'haproxy'] satisfies ProxyName[]) {
  test(`a user with 300 groups signs in behind ${name}`, async ({ own, serve }) => {
    ReverseProxy.need(name);
    const host = `${PROXY_HOST}:${await freePort()}`;
    const publicUrl = `https://${host}`;
    const provider = await startProviderServer({
      claims: { preferred_username: 'alice', groups: GROUPS },
      accessTokenAudience: 'https://kubernetes',
      publicUrl,
    });
    const server = await serve({
      KUBECONFIG: own.kubeconfig,
      PODSHELL_PUBLIC_URL: publicUrl,
      PODSHELL_TRUSTED_PROXIES: '127.0.0.1',
      PODSHELL_AUTH: 'oidc',
      PODSHELL_OIDC_ISSUER: provider.issuer,
      PODSHELL_OIDC_CLIENT_ID: CLIENT_ID,
      PODSHELL_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      PODSHELL_OIDC_TOKEN: 'access',
      PODSHELL_IMPERSONATE: 'true',
      PODSHELL_OIDC_USERNAME_CLAIM: 'preferred_username',
    });
    const proxy = await ReverseProxy.start({
      name,
      servers: [new URL(server.url).host],
      port: Number(new URL(publicUrl).port),
    });
    try {
      const api = new HttpClient(proxy.localUrl, proxy.caPem, host);
      const begun = await api.get('/api/signin/oidc?returnTo=/pods');
      const { pathname, search } = await new TestBrowser().followTo(publicUrl, begun.headers.location ?? '');
      const signedIn = await api.get(pathname + search, { cookie: cookieHeader(begun) });
      expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/pods']);
      const cookie = cookieHeader(signedIn);
      expect(cookie.length).toBeGreaterThan(LARGE_BYTES);

      expect((await api.get('/api/me', { cookie })).json()).toMatchObject({ user: 'alice' });
      const sessionId = await api.issue(undefined, {}, { cookie });
      const terminal = await TerminalClient.bind(proxy.localUrl, sessionId, {
        headers: { cookie, host },
        ca: proxy.caPem,
      });
      expect(await terminal.run('echo thr""ough')).toBe('through');
      await terminal.end();
      const headers = { cookie, origin: publicUrl };
      expect((await api.call('POST', '/api/signout', { headers })).status).toBe(200);
    } finally {
      await proxy.stop();
      await provider.stop();
    }
  });
}
