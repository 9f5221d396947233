/** A real OpenID Connect provider on loopback, which can be told to fail. Nobody types: it signs in at once. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

/** How requests to the paths that begin so are answered, instead of by the provider. */
export type Fault = 'down' | 'slow' | 'rubbish' | 'busy' | 'huge' | ((response: ServerResponse) => void);

export interface TestProviderOptions {
  /** Claims of every account beside `sub`. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Names of claims that go into ID tokens beside the usual ones. */
  readonly moreClaims?: readonly string[];
  /** Lives in seconds. */
  readonly idTokenSeconds?: number;
  /** False: no refresh tokens. */
  readonly refreshTokens?: boolean;
  /** Access tokens are JWTs for this audience, with all claims, instead of opaque. */
  readonly accessTokenAudience?: string;
  /** Where browsers reach the server that signs users in here; by default any port of loopback, without a base path. */
  readonly publicUrl?: string;
}

export const CLIENT_ID = 'podshell';
export const CLIENT_SECRET = 'a-client-secret-of-the-tests';

const KEY_ID = 'key-1';

/** Starts a provider; the caller stops it. */
export async function startProviderServer(options: TestProviderOptions = {}) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const state = {
    account: 'alice',
    claims: { ...options.claims } as Record<string, unknown>,
    idTokenSeconds: options.idTokenSeconds ?? 300,
    /** The user clicks "Cancel". */
    denies: false,
    faults: new Map<string, Fault>(),
    /** `METHOD /path` of every request. */
    requests: [] as string[],
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(options, state, jwk));
  provider.on('server_error', (_ctx, error) => state.requests.push(`ERROR ${error.message}`));
  const answer = provider.callback();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '';
    state.requests.push(`${request.method} ${path}`);
    const fault = [...state.faults].find(([prefix]) => path.startsWith(prefix))?.[1];
    if (fault !== undefined) fail(fault, response);
    else if (path.startsWith('/interaction/')) await interact(request, response);
    else await answer(request, response);
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
    if (state.denies) {
      await provider.interactionFinished(request, response, { error: 'access_denied' });
    } else if (prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: state.account } });
    } else {
      // Another grant would revoke what other tabs are about to redeem.
      const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
      const grant = known ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: CLIENT_ID });
      grant.addOIDCScope(String(params.scope));
      if (options.accessTokenAudience !== undefined) {
        grant.addResourceScope(options.accessTokenAudience, String(params.scope));
      }
      await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    }
  }

  async function stop(): Promise<void> {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  return {
    issuer,
    state,
    stop,
    /** How often the provider was asked for this, for instance `POST /token`. */
    count: (request: string) => state.requests.filter((one) => one === request).length,
    /** A token that the provider has signed. */
    sign: (claims: JWTPayload, header: { alg?: string; kid?: string; typ?: string } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KEY_ID, ...header }).sign(privateKey),
  };
}

export type TestProvider = Awaited<ReturnType<typeof startProviderServer>>;

function configuration(
  {
    refreshTokens = true,
    accessTokenAudience,
    publicUrl = 'http://127.0.0.1',
    moreClaims = [],
  }: TestProviderOptions,
  state: { readonly claims: Record<string, unknown>; readonly idTokenSeconds: number },
  jwk: object,
): Configuration {
  const audience = accessTokenAudience;
  return {
    jwks: { keys: [jwk] } as never,
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        // A native client may use any port of loopback (RFC 8252, section 7.3).
        application_type: publicUrl.startsWith('https:') ? 'web' : 'native',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`${publicUrl}/api/signin/oidc/callback`],
        post_logout_redirect_uris: [`${publicUrl}/signin`],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
    claims: {
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups', ...moreClaims],
    },
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    issueRefreshToken: () => refreshTokens,
    ttl: {
      IdToken: lifeOf(state),
      AccessToken: lifeOf(state),
      RefreshToken: 3600,
      Session: 3600,
      Grant: 3600,
      Interaction: 600,
      AuthorizationCode: 60,
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...state.claims }) }),
    extraTokenClaims: () => (audience === undefined ? undefined : { ...state.claims }),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['cookies of the provider'] },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      ...(audience === undefined
        ? {}
        : {
            resourceIndicators: {
              enabled: true,
              defaultResource: () => audience,
              useGrantedResource: () => true,
              getResourceServerInfo: () => ({
                scope: 'openid profile email groups offline_access',
                audience,
                accessTokenTTL: state.idTokenSeconds,
                accessTokenFormat: 'jwt' as const,
              }),
            },
          }),
    },
  };
}

function lifeOf(state: { readonly idTokenSeconds: number }): () => number {
  return () => state.idTokenSeconds;
}

function fail(fault: Fault, response: ServerResponse): void {
  if (typeof fault === 'function') {
    fault(response);
    return;
  }
  switch (fault) {
    case 'down':
      response.socket?.destroy();
      return;
    case 'slow':
      return;
    case 'busy':
      response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Busy</h1>');
      return;
    case 'rubbish':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token": ["rubbish"');
      return;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"x":"');
      response.end(Buffer.alloc(8 * 1024 * 1024, 'x'));
      return;
    default:
      fault satisfies never;
  }
}
