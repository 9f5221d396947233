/** The identity provider: its metadata, and the requests to it. Nothing here keeps a user's tokens. */

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  None,
  refreshTokenGrant,
  type ServerMetadata,
  tokenRevocation,
} from 'openid-client';
import type { ProviderFetch } from './provider-fetch.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Empty for a public client. */
  readonly clientSecret: string;
  readonly fetch: ProviderFetch;
}

/** What the provider grants. Lives are in seconds. */
export interface Grant {
  readonly idToken: string | undefined;
  /** Claims of the ID token. It came from the provider's own endpoint, so that its signature need not be checked. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresIn: number | undefined;
}

/** What a sign-in began with, to check its end. */
export interface CodeChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** All methods throw errors of openid-client and `fetch`; `faultOf` tells what they mean. */
export class Provider {
  readonly #options: ProviderOptions;
  #configuration: Promise<Configuration> | undefined;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** The provider's metadata: asked for once, and again after a failure. */
  configuration(): Promise<Configuration> {
    if (this.#configuration === undefined) {
      const asked = this.#discover();
      this.#configuration = asked;
      asked.catch(() => {
        if (this.#configuration === asked) this.#configuration = undefined;
      });
    }
    return this.#configuration;
  }

  async metadata(): Promise<Readonly<ServerMetadata>> {
    return (await this.configuration()).serverMetadata();
  }

  /** @param callback the URL that the provider has led the browser to */
  async redeem(callback: URL, { state, nonce, verifier }: CodeChecks): Promise<Grant> {
    const answer = await authorizationCodeGrant(await this.configuration(), callback, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    return grantOf(answer);
  }

  async refresh(refreshToken: string): Promise<Grant> {
    return grantOf(await refreshTokenGrant(await this.configuration(), refreshToken));
  }

  /** Asks the provider to forget a refresh token, if it takes such requests (RFC 7009). */
  async revoke(refreshToken: string): Promise<void> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().revocation_endpoint === undefined) return;
    await tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret, fetch } = this.#options;
    const found = await discovery(new URL(issuer), clientId, {}, authenticationWith(clientSecret), {
      [customFetch]: fetch,
      // The settings take http on loopback only, and so does our fetch.
      execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    });
    return found;
  }
}

/** RFC 6749, section 2.3.1: every provider takes Basic, unless its metadata says otherwise. */
function authenticationWith(secret: string): ClientAuth {
  if (secret === '') return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers);
  };
}

function grantOf(answer: Awaited<ReturnType<typeof authorizationCodeGrant>>): Grant {
  return {
    idToken: answer.id_token,
    claims: answer.claims(),
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresIn: answer.expires_in,
  };
}
