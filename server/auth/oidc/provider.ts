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
import type { Clock, Logger } from '#server/ports.ts';
import { KeptFresh } from './kept-fresh.ts';
import { faultOf } from './provider-fault.ts';
import type { ProviderFetch } from './provider-fetch.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Empty for a public client. */
  readonly clientSecret: string;
  readonly fetch: ProviderFetch;
  readonly clock: Clock;
  readonly logger: Logger;
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

/** How long metadata count as new where the provider does not say so (`Cache-Control`), and the bounds. Milliseconds. */
const FRESH_MS = 3_600_000;
const LEAST_FRESH_MS = 5 * 60_000;
const MOST_FRESH_MS = 24 * 3_600_000;

/** All methods throw errors of openid-client and `fetch`; `faultOf` tells what they mean. */
export class Provider {
  readonly #options: ProviderOptions;
  readonly #configuration: KeptFresh<Configuration>;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#configuration = new KeptFresh({
      read: () => this.#discover(),
      clock: options.clock,
      longestMs: Number.POSITIVE_INFINITY,
      onFailure: (error) =>
        options.logger.warn(
          { why: faultOf(error).why },
          "The identity provider's metadata can't be read again",
        ),
    });
  }

  /** The provider's metadata. They are read when they are first needed, and again from time to time. */
  configuration(): Promise<Configuration> {
    return this.#configuration.get();
  }

  async metadata(): Promise<Readonly<ServerMetadata>> {
    return (await this.configuration()).serverMetadata();
  }

  /** @param callback the URL that the provider has led the browser to */
  async redeem(callback: URL, { state, nonce, verifier }: CodeChecks): Promise<Grant> {
    const answer = this.#ask((configuration) =>
      authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }),
    );
    return grantOf(await answer);
  }

  async refresh(refreshToken: string): Promise<Grant> {
    return grantOf(await this.#ask((configuration) => refreshTokenGrant(configuration, refreshToken)));
  }

  /** Asks the provider to forget a refresh token, if it takes such requests (RFC 7009). */
  async revoke(refreshToken: string): Promise<void> {
    await this.#ask(async (configuration) => {
      if (configuration.serverMetadata().revocation_endpoint === undefined) return;
      await tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
    });
  }

  /** A request to an endpoint that the metadata name. Where nobody answers as expected, it may have moved. */
  async #ask<Answer>(request: (configuration: Configuration) => Promise<Answer>): Promise<Answer> {
    try {
      return await request(await this.configuration());
    } catch (error) {
      if (faultOf(error).kind === 'unavailable') this.#configuration.suspect();
      throw error;
    }
  }

  async #discover(): Promise<{ value: Configuration; freshMs: number }> {
    const { issuer, clientId, clientSecret, fetch } = this.#options;
    let freshMs = FRESH_MS;
    const value = await discovery(new URL(issuer), clientId, {}, authenticationWith(clientSecret), {
      [customFetch]: async (...request) => {
        const answer = await fetch(...request);
        freshMs = lifeOf(answer.headers.get('cache-control'));
        return answer;
      },
      // The settings take http on loopback only, and so does our fetch.
      execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    });
    value[customFetch] = fetch;
    return { value, freshMs };
  }
}

/** `max-age` of `Cache-Control` in milliseconds, within our bounds (RFC 9111, section 5.2.2.1). */
function lifeOf(cacheControl: string | null): number {
  const seconds = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(cacheControl ?? '')?.[1];
  if (seconds === undefined) return FRESH_MS;
  return Math.min(Math.max(Number(seconds) * 1000, LEAST_FRESH_MS), MOST_FRESH_MS);
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
