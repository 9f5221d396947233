import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { systemClock } from '#server/system-clock.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { OidcToken } from './oidc-token.ts';

const NOW_S = Math.floor(Date.now() / 1000);

/** A token with these claims and a signature that nobody here checks. */
function tokenOf(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256' }), part(claims), 'c2lnbmF0dXJl'].join('.');
}

const tokenUntil = (seconds: number): string => tokenOf({ exp: seconds });

const NEXT_YEAR = NOW_S + 365 * 86_400;

function provider(config: Record<string, string>) {
  return { name: 'oidc', config };
}

test('a valid token is sent', async () => {
  const token = tokenUntil(NEXT_YEAR);
  const header = await new OidcToken(new FakeClock()).header('u', provider({ 'id-token': token }));
  expect(header).toBe(`Bearer ${token}`);
});

test("a token whose expiry cannot be read is the cluster's to judge", async () => {
  const header = await new OidcToken(systemClock).header('u', provider({ 'id-token': 'opaque' }));
  expect(header).toBe('Bearer opaque');
});

test('a token that was renewed in the kubeconfig is sent next', async () => {
  const oidc = new OidcToken(new FakeClock());
  await oidc.header('u', provider({ 'id-token': tokenUntil(NEXT_YEAR) }));
  const renewed = tokenUntil(NEXT_YEAR + 1);
  expect(await oidc.header('u', provider({ 'id-token': renewed }))).toBe(`Bearer ${renewed}`);
});

test.each([
  ['no token', {}],
  ['an expired token that cannot be renewed', { 'id-token': tokenUntil(1) }],
  ['no address of the provider', { 'id-token': tokenUntil(1), 'refresh-token': 'secret', 'client-id': 'c' }],
  [
    'a provider that cannot be reached',
    {
      'id-token': tokenUntil(1),
      'refresh-token': 'secret',
      'client-id': 'c',
      'idp-issuer-url': 'https://127.0.0.1:1',
    },
  ],
])('with %s no request is sent, rather than an anonymous one', async (_what, config) => {
  const header = new OidcToken(new FakeClock()).header('u', provider(config));
  await expect(header).rejects.toMatchObject({ fault: { kind: 'oidc-failed' } });
});

describe('an expired token', () => {
  let issuer: Issuer;
  afterEach(() => issuer.close());

  const settingsOf = (extra: Record<string, string> = {}) =>
    provider({
      'id-token': tokenUntil(1),
      'refresh-token': 'refresh-0',
      'client-id': 'podshell',
      'idp-issuer-url': issuer.url,
      ...extra,
    });

  test('is renewed once for all requests that wait for it', async () => {
    issuer = await startIssuer({ livesFor: 3600 });
    const oidc = new OidcToken(systemClock);
    const headers = await Promise.all(Array.from({ length: 20 }, () => oidc.header('u', settingsOf())));
    expect(new Set(headers)).toEqual(new Set([`Bearer ${issuer.issued[0]}`]));
    expect(issuer.refreshed).toEqual(['refresh-0']);
  });

  test('is renewed with the refresh token that came last', async () => {
    issuer = await startIssuer({ livesFor: 3600 });
    const clock = new FakeClock(Date.now());
    const oidc = new OidcToken(clock);
    await oidc.header('u', settingsOf());
    clock.advance(3_700_000);
    expect(await oidc.header('u', settingsOf())).toBe(`Bearer ${issuer.issued[1]}`);
    expect(issuer.refreshed).toEqual(['refresh-0', 'refresh-1']);
  });

  test('is renewed again after a renewal that failed', async () => {
    issuer = await startIssuer({ livesFor: 3600 });
    const oidc = new OidcToken(systemClock);
    issuer.refuse = true;
    const refused = oidc.header('u', settingsOf());
    await expect(refused).rejects.toMatchObject({ fault: { kind: 'oidc-failed' } });
    issuer.refuse = false;
    expect(await oidc.header('u', settingsOf())).toBe(`Bearer ${issuer.issued[0]}`);
  });

  test('is renewed with the secret of the client, if there is one', async () => {
    issuer = await startIssuer({ livesFor: 3600 });
    await new OidcToken(systemClock).header('u', settingsOf({ 'client-secret': 'very secret' }));
    const basic = Buffer.from('podshell:very+secret').toString('base64');
    expect(issuer.authorizations).toEqual([`Basic ${basic}`]);
  });

  test('is renewed at a provider with a certificate of its own authority', async () => {
    const identity = await createServerIdentity(Date.now());
    issuer = await startIssuer({ livesFor: 3600, identity });
    const header = new OidcToken(systemClock).header('u', settingsOf());
    await expect(header).rejects.toMatchObject({ fault: { kind: 'oidc-failed' } });
    const ca = Buffer.from(identity.caPem).toString('base64');
    const trusting = settingsOf({ 'idp-certificate-authority-data': ca });
    expect(await new OidcToken(systemClock).header('u', trusting)).toBe(`Bearer ${issuer.issued[0]}`);
  });
});

interface Issuer {
  readonly url: string;
  readonly issued: readonly string[];
  /** Refresh tokens, as they came. */
  readonly refreshed: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
  refuse: boolean;
  close(): Promise<void>;
}

interface IssuerOptions {
  /** Seconds. */
  readonly livesFor: number;
  readonly identity?: { readonly certPem: string; readonly keyPem: string };
}

/** Renews tokens as a provider does that accepts each refresh token once. */
async function startIssuer({ livesFor, identity }: IssuerOptions): Promise<Issuer> {
  const issued: string[] = [];
  const refreshed: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: issuer.url, token_endpoint: `${issuer.url}/token` }));
      return;
    }
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const token = form.get('refresh_token') ?? '';
    if (issuer.refuse) {
      response.writeHead(503).end('{}');
      return;
    }
    if (refreshed.includes(token)) {
      response.writeHead(400).end('{"error":"invalid_grant"}');
      return;
    }
    refreshed.push(token);
    authorizations.push(request.headers.authorization);
    const count = refreshed.length;
    const expiry = NOW_S + livesFor * count;
    const idToken = tokenOf({
      iss: issuer.url,
      aud: 'podshell',
      sub: 'u',
      iat: NOW_S,
      exp: expiry + 60 * count,
    });
    issued.push(idToken);
    const answer = {
      id_token: idToken,
      access_token: 'a',
      token_type: 'bearer',
      refresh_token: `refresh-${count}`,
    };
    response.end(JSON.stringify(answer));
  };
  const server =
    identity === undefined
      ? createServer(serve)
      : createSecureServer({ cert: identity.certPem, key: identity.keyPem }, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer: Issuer = {
    url: `${identity === undefined ? 'http' : 'https'}://localhost:${port}`,
    issued,
    refreshed,
    authorizations,
    refuse: false,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return issuer;
}
