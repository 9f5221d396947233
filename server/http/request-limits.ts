/** What one client address, and one user, may ask of the server at once and in a time. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '#server/config/settings.ts';
import { CountedLimit } from '#server/counted-limit.ts';
import type { Caller } from '#server/ports.ts';
import type { ClientAddress } from './request/client-address.ts';
import { RequestRate } from './request-rate.ts';
import { SharedRates, type SharedRatesOptions } from './shared-rates.ts';

export type LimitSettings = Pick<
  Settings,
  'maxRequestsPerAddress' | 'maxRequestsPerUser' | 'maxRequestRatePerAddress' | 'maxRequestRatePerUser'
>;

export type SharedWith = Pick<SharedRatesOptions, 'peers' | 'clock'>;

/** Why a request is answered 429. */
export interface TooMany {
  readonly detail: string;
  readonly retryAfterSeconds: number;
}

/** When a client with too many open requests may try again. Seconds. */
const RETRY_AFTER_SECONDS = 5;

const ADDRESS_OPEN: TooMany = {
  detail:
    'Too many requests from your address are open. Close some Podshell windows, or try again in a few seconds.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

const USER_OPEN: TooMany = {
  detail: 'Too many of your requests are open. Close some Podshell windows, or try again in a few seconds.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

/** What is asked of the limits for a request. */
export type Limits = Pick<RequestLimits, 'open' | 'openFor' | 'begin' | 'beginFor'>;

/** For requests that another replica has counted. */
export const NOT_COUNTED: Limits = {
  open: () => undefined,
  openFor: () => undefined,
  begin: async () => undefined,
  beginFor: async () => undefined,
};

export class RequestLimits {
  readonly #addressOf: ClientAddress;
  readonly #openByAddress: CountedLimit;
  readonly #openByUser: CountedLimit;
  readonly #rateByAddress: RequestRate;
  readonly #rateByUser: RequestRate;

  readonly #shared: SharedRates | undefined;

  /** @param others who the rates are counted with; undefined: nobody */
  constructor(settings: LimitSettings, addressOf: ClientAddress, others?: SharedWith) {
    this.#addressOf = addressOf;
    this.#openByAddress = new CountedLimit(settings.maxRequestsPerAddress);
    this.#openByUser = new CountedLimit(settings.maxRequestsPerUser);
    this.#rateByAddress = new RequestRate(settings.maxRequestRatePerAddress);
    this.#rateByUser = new RequestRate(settings.maxRequestRatePerUser);
    const rates = { address: this.#rateByAddress, user: this.#rateByUser };
    this.#shared = others && new SharedRates({ ...others, rates });
  }

  dispose(): void {
    this.#shared?.dispose();
  }

  /** Counts the request of a client until its response closes, event streams and polls included. */
  open(request: IncomingMessage, response: ServerResponse): TooMany | undefined {
    return until(response, this.#openByAddress.take(this.#addressOf(request)), ADDRESS_OPEN);
  }

  /** As {@link open}, for the user, once that is known. */
  openFor({ userId }: Caller, response: ServerResponse): TooMany | undefined {
    return until(response, this.#openByUser.take(userId), USER_OPEN);
  }

  /**
   * Counts an upgrade whose sender is not known yet.
   * @returns what to call once it is known or refused; undefined when the client has too many
   */
  openUpgrade(request: IncomingMessage): (() => void) | undefined {
    return this.#openByAddress.take(this.#addressOf(request));
  }

  /** Counts that a client begins a request. */
  async begin(request: IncomingMessage): Promise<TooMany | undefined> {
    return tooFast(await this.#rateByAddress.begin(this.#addressOf(request)), 'from your address');
  }

  /** As {@link begin}, for the user. */
  async beginFor({ userId }: Caller): Promise<TooMany | undefined> {
    return tooFast(await this.#rateByUser.begin(userId), 'of yours');
  }
}

function until(
  response: ServerResponse,
  release: (() => void) | undefined,
  refusal: TooMany,
): TooMany | undefined {
  if (release === undefined) return refusal;
  response.once('close', release);
  return undefined;
}

function tooFast(seconds: number, whose: string): TooMany | undefined {
  if (seconds === 0) return undefined;
  return {
    detail: `Too many requests ${whose} in a few seconds. Try again in ${seconds} s.`,
    retryAfterSeconds: seconds,
  };
}
