/** That the store works, proven by one write for all recordings that have nothing to write themselves. */

import type { Clock } from '#server/ports.ts';

export class StoreProof {
  readonly #clock: Pick<Clock, 'now'>;
  #provenAt = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** When a write began that the store has taken, in milliseconds since the epoch. */
  get provenAt(): number {
    return this.#provenAt;
  }

  /** A write of one's own. @throws what `write` throws */
  async by(write: () => Promise<void>): Promise<void> {
    const begun = this.#clock.now();
    await write();
    this.#provenAt = Math.max(this.#provenAt, begun);
  }

  /** The proof that is under way, whoever has begun it, or one that begins with `write`. @throws what the write throws */
  shared(write: () => Promise<void>): Promise<void> {
    this.#underWay ??= this.by(write).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }
}
