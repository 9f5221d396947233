/** The hash chain of a recording: each chunk's hash is over the one before and over the file since then. */

import { createHash, type Hash } from 'node:crypto';

/** In hex; what the first chunk is chained to. */
export const CHAIN_START = '0'.repeat(64);

/** One link, as it grows. */
export class ChainLink {
  readonly #hash: Hash;

  /** @param before hash of the link before, in hex */
  constructor(before: string) {
    this.#hash = createHash('sha256').update(before, 'hex');
  }

  /** Takes the next bytes of the file. */
  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** In hex. Nothing may be taken afterwards. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
