/** Tokens of the `oidc` auth-provider. The client library renews them. */

import type { OutgoingHttpHeaders } from 'node:http';
import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { Clock } from '#server/ports.ts';
import { CredentialFaultError } from '../errors/credential-fault.ts';
import type { UserEntry } from '../kubeconfig/kubeconfig.ts';

type AuthProvider = NonNullable<UserEntry['authProvider']>;

interface Kept {
  readonly key: string;
  readonly config: KubeConfig;
  /** The last header; the library would renew the token for every request after the first renewal. */
  header: string | undefined;
}

/** The `Authorization` of one user of an OpenID Connect provider; keeps the renewed token. */
export class OidcToken {
  readonly #clock: Clock;
  #kept: Kept | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CredentialFaultError if there is no valid token: a request without one would be anonymous */
  async header(user: string, authProvider: AuthProvider): Promise<string> {
    const key = JSON.stringify([user, authProvider]);
    if (this.#kept?.key !== key) {
      this.#kept = { key, config: configOf(user, authProvider), header: undefined };
    }
    const kept = this.#kept;
    if (kept.header === undefined || this.#hasExpired(kept.header)) kept.header = await headerOf(kept.config);
    return kept.header;
  }

  /** The cluster refused the token. */
  drop(): void {
    this.#kept = undefined;
  }

  #hasExpired(header: string): boolean {
    return expiryOf(header) <= this.#clock.now() / 1000;
  }
}

async function headerOf(config: KubeConfig): Promise<string> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options).catch(() => {
    throw new CredentialFaultError({ kind: 'oidc-failed' });
  });
  const { Authorization: header } = (options.headers ?? {}) as OutgoingHttpHeaders;
  if (typeof header !== 'string') throw new CredentialFaultError({ kind: 'oidc-failed' });
  return header;
}

/** Seconds since the epoch, from the `exp` claim (RFC 7519); 0 if the token has none. */
function expiryOf(header: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(header.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return Number((claims as { exp?: unknown }).exp ?? 0);
  } catch {
    return 0;
  }
}

/** The library wants a cluster too; nothing is sent there. The provider's settings are copied: it changes them. */
function configOf(user: string, { name, config }: AuthProvider): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: 'unused', server: 'https://unused.invalid', skipTLSVerify: false },
    { name: user, authProvider: { name, config: { ...config } } },
  );
  return kubeConfig;
}
