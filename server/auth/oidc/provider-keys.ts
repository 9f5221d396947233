/** The keys that the identity provider signs with. */

import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from 'jose';
import type { Clock, Logger } from '#server/ports.ts';
import { KeptFresh } from './kept-fresh.ts';
import { faultOf } from './provider-fault.ts';
import type { ProviderFetch } from './provider-fetch.ts';

/** A key that the provider withdraws is refused after this. New keys are found at once. Milliseconds. */
const FRESH_MS = 10 * 60_000;

/** While the provider is down, its tokens are checked with the keys that are known, for as long as this. Milliseconds. */
const LONGEST_MS = 24 * 3_600_000;

export interface ProviderKeysOptions {
  readonly fetch: ProviderFetch;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class ProviderKeys {
  readonly #options: ProviderKeysOptions;
  #kept: { readonly uri: string; readonly keys: KeptFresh<RemoteJWKSet> } | undefined;

  constructor(options: ProviderKeysOptions) {
    this.#options = options;
  }

  /**
   * The keys at an address, which the provider may change.
   * @throws errors of jose and `fetch`
   */
  at(uri: string): Promise<RemoteJWKSet> {
    if (this.#kept?.uri !== uri) this.#kept = { uri, keys: this.#keep(new URL(uri)) };
    return this.#kept.keys.get();
  }

  #keep(url: URL): KeptFresh<RemoteJWKSet> {
    const { fetch, clock, logger } = this.#options;
    return new KeptFresh({
      clock,
      longestMs: LONGEST_MS,
      read: async () => {
        // It looks for a key that it does not know by itself, at most every 30 s.
        const value = createRemoteJWKSet(url, {
          [customFetch]: fetch,
          cacheMaxAge: Number.POSITIVE_INFINITY,
        });
        await value.reload();
        return { value, freshMs: FRESH_MS };
      },
      onFailure: (error) =>
        logger.warn({ why: faultOf(error).why }, "The identity provider's keys can't be read again"),
    });
  }
}
