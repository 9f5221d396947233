/**
 * Tokens of the `oidc` auth-provider of a kubeconfig, renewed with its refresh token (OpenID Connect Core 1.0, 12).
 * client-go has the same settings in its `oidc` plugin.
 */

import { readFile } from 'node:fs/promises';
import type { Configuration, CustomFetch, DiscoveryRequestOptions } from 'openid-client';
import { CredentialFaultError } from '#server/kubernetes/errors/credential-fault.ts';
import type { UserEntry } from '#server/kubernetes/kubeconfig/kubeconfig.ts';
import type { Clock } from '#server/ports.ts';

type AuthProvider = NonNullable<UserEntry['authProvider']>;

interface Kept {
  readonly key: string;
  readonly settings: AuthProvider['config'];
  idToken: string | undefined;
  refreshToken: string | undefined;
  /** Requests that find an expired token share one renewal: many providers accept a refresh token once. */
  renewal: Promise<string> | undefined;
}

/** The `Authorization` of one user of an OpenID Connect provider; keeps the renewed token in memory. */
export class OidcToken {
  readonly #clock: Clock;
  #kept: Kept | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CredentialFaultError if there is no valid token: a request without one would be anonymous */
  async header(user: string, authProvider: AuthProvider): Promise<string> {
    const key = JSON.stringify([user, authProvider]);
    if (this.#kept?.key !== key) this.#kept = keep(key, authProvider.config);
    const kept = this.#kept;
    const { idToken } = kept;
    if (idToken === undefined) throw new CredentialFaultError({ kind: 'oidc-failed' });
    if (!this.#hasExpired(idToken)) return `Bearer ${idToken}`;
    kept.renewal ??= renew(kept).finally(() => {
      kept.renewal = undefined;
    });
    return `Bearer ${await kept.renewal}`;
  }

  /** The cluster refused the token. */
  drop(): void {
    this.#kept = undefined;
  }

  #hasExpired(token: string): boolean {
    const expiry = expiryOf(token);
    return expiry !== undefined && expiry <= this.#clock.now() / 1000;
  }
}

function keep(key: string, settings: AuthProvider['config']): Kept {
  return {
    key,
    settings,
    idToken: settings['id-token'] || undefined,
    refreshToken: settings['refresh-token'] || undefined,
    renewal: undefined,
  };
}

/** @throws CredentialFaultError if the provider gives no new token */
async function renew(kept: Kept): Promise<string> {
  const { refreshToken } = kept;
  if (refreshToken === undefined) throw new CredentialFaultError({ kind: 'oidc-failed' });
  try {
    const { refreshTokenGrant } = await import('openid-client');
    const answer = await refreshTokenGrant(await discover(kept.settings), refreshToken);
    if (answer.id_token === undefined) throw new Error('The provider sent no ID token');
    kept.idToken = answer.id_token;
    // Without rotation, the provider sends none.
    kept.refreshToken = answer.refresh_token ?? refreshToken;
    return answer.id_token;
  } catch {
    throw new CredentialFaultError({ kind: 'oidc-failed' });
  }
}

/** Loaded on demand: few kubeconfigs have this provider. */
async function discover(settings: AuthProvider['config']): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretBasic, customFetch, discovery, None } = await import(
    'openid-client'
  );
  const issuer = new URL(settings['idp-issuer-url'] ?? '');
  const secret = settings['client-secret'];
  const authority = await authorityOf(settings);
  const options: DiscoveryRequestOptions = {
    ...(authority === undefined ? {} : { [customFetch]: await fetchTrusting(authority) }),
    // As kubectl does; whoever wrote the kubeconfig has chosen it.
    ...(issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
  };
  const authentication = secret === undefined || secret === '' ? None() : ClientSecretBasic(secret);
  return discovery(issuer, settings['client-id'] ?? '', undefined, authentication, options);
}

async function authorityOf(settings: AuthProvider['config']): Promise<string | undefined> {
  const data = settings['idp-certificate-authority-data'];
  if (data !== undefined && data !== '') return Buffer.from(data, 'base64').toString('utf8');
  const file = settings['idp-certificate-authority'];
  return file === undefined || file === '' ? undefined : readFile(file, 'utf8');
}

async function fetchTrusting(ca: string): Promise<CustomFetch> {
  const { Agent, fetch } = await import('undici');
  const dispatcher = new Agent({ connect: { ca }, keepAliveTimeout: 1 });
  return async (url, init) => {
    const answer = await fetch(url, { ...init, dispatcher } as Parameters<typeof fetch>[1]);
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers: [...answer.headers] });
  };
}

/** Seconds since the epoch, from the `exp` claim (RFC 7519); undefined if none can be read. */
function expiryOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp } = claims as { exp?: unknown };
    return typeof exp === 'number' ? exp : undefined;
  } catch {
    return undefined;
  }
}
