/** Tokens of the `oidc` auth-provider. The client library renews them. */

import type { OutgoingHttpHeaders } from 'node:http';
import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { CredentialFaultError } from '../errors/credential-fault.ts';
import type { UserEntry } from '../kubeconfig/kubeconfig.ts';

/** The `Authorization` of one user of an OpenID Connect provider; keeps the renewed token. */
export class OidcToken {
  #kept: { readonly key: string; readonly config: KubeConfig } | undefined;

  /** Undefined if the kubeconfig has no token. @throws CredentialFaultError */
  async header({ name, authProvider }: UserEntry): Promise<string | undefined> {
    if (authProvider === undefined) return undefined;
    const key = JSON.stringify([name, authProvider]);
    if (this.#kept?.key !== key) this.#kept = { key, config: configOf(name, authProvider) };
    const options: RequestOptions = {};
    try {
      await this.#kept.config.applyToHTTPSOptions(options);
    } catch {
      throw new CredentialFaultError({ kind: 'oidc-failed' });
    }
    const { Authorization: header } = (options.headers ?? {}) as OutgoingHttpHeaders;
    return typeof header === 'string' ? header : undefined;
  }

  /** The cluster refused the token. */
  drop(): void {
    this.#kept = undefined;
  }
}

/** The library wants a cluster too; nothing is sent there. The provider's settings are copied: it changes them. */
function configOf(user: string, authProvider: NonNullable<UserEntry['authProvider']>): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'unused', server: 'https://unused.invalid', skipTLSVerify: false },
    { name: user, authProvider: { name: authProvider.name, config: { ...authProvider.config } } },
  );
  return config;
}
