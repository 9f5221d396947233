/** Waiting that something else may end: an event, or the end of everything. */

import type { Clock } from '#server/ports.ts';

export class Waiting {
  readonly #clock: Clock;
  #isWoken = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the wait, or the next one that {@link Waiting.forChange} begins. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Resolves when it is woken, also if that was since the last call, or after `ms` milliseconds. */
  forChange(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel =
        ms === undefined || this.#isWoken ? undefined : this.#clock.after(ms, () => this.#wake?.());
      this.#wake = () => {
        cancel?.();
        this.#wake = undefined;
        this.#isWoken = false;
        resolve();
      };
      if (this.#isWoken) this.#wake();
    });
  }
}
