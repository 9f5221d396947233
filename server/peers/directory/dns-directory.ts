/** Replicas at the addresses of a DNS name, such as that of a headless Service. It is asked again and again. */

import { isIPv6 } from 'node:net';
import type { Clock, Logger } from '#server/ports.ts';
import type { Directory } from '../transport.ts';

/** Milliseconds from an answer to the next question. */
const POLL_MS = 3000;

export interface DnsDirectoryOptions {
  readonly name: string;
  readonly port: number;
  /**
   * Every address of a name, of both families.
   * @throws the resolver's error
   */
  readonly resolve: (name: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class DnsDirectory implements Directory {
  readonly #options: DnsDirectoryOptions;
  #cancel: (() => void) | undefined;
  #isDisposed = false;
  /** Undefined while the name can be resolved. */
  #failure: string | undefined;

  constructor(options: DnsDirectoryOptions) {
    this.#options = options;
  }

  start(onListed: (urls: readonly string[]) => void): void {
    const ask = async (): Promise<void> => {
      const urls = await this.#ask();
      if (this.#isDisposed) return;
      if (urls !== undefined) onListed(urls);
      this.#cancel = this.#options.clock.after(POLL_MS, () => void ask());
    };
    void ask();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancel?.();
  }

  /** Undefined where nobody can tell. */
  async #ask(): Promise<readonly string[] | undefined> {
    const { name, port, resolve, logger } = this.#options;
    try {
      const addresses = await resolve(name);
      this.#failure = undefined;
      return addresses.map((address) => urlOf(address, port));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A Service without a pod that counts has no addresses; a resolver that cannot be reached says so otherwise.
      if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
      if (code !== this.#failure)
        logger.warn({ name, reason: code }, 'The name of the peers cannot be resolved');
      this.#failure = code;
      return undefined;
    }
  }
}

/** The origin of a listener at an address. */
export function urlOf(address: string, port: number): string {
  return `https://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}
