import type { IncomingMessage, ServerResponse } from 'node:http';
import { CountedLimit } from '#server/counted-limit.ts';
import type { ClientAddress } from './client-address.ts';

/**
 * Counts the requests of each client address that are being answered, event streams and polls included, so that one
 * client cannot take what all share.
 */
export class OpenRequests {
  readonly #limit: CountedLimit;
  readonly #addressOf: ClientAddress;

  /** @param most requests of one address at once */
  constructor(most: number, addressOf: ClientAddress) {
    this.#limit = new CountedLimit(most);
    this.#addressOf = addressOf;
  }

  /** Counts the request until its response closes; false, and nothing is counted, when the client has too many. */
  admit(request: IncomingMessage, response: ServerResponse): boolean {
    const release = this.#limit.take(this.#addressOf(request));
    if (release === undefined) return false;
    response.once('close', release);
    return true;
  }

  /**
   * Counts an upgrade whose sender is not known yet.
   * @returns what to call once it is known or refused; undefined when the client has too many
   */
  admitUpgrade(request: IncomingMessage): (() => void) | undefined {
    return this.#limit.take(this.#addressOf(request));
  }
}
