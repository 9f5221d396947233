/** Bounds how many lines the refusals of clients make, so that nobody can fill the disk with them. */

import type { Clock } from '#server/ports.ts';

/** Refusals of one address that have a line, per second. */
export const MOST_PER_ADDRESS = 20;
/** Refusals of all addresses together that have a line, per second. */
export const MOST_IN_ALL = 200;

const WINDOW_MS = 1000;

interface Counts {
  lines: number;
  leftOut: number;
}

export class FloodLimit {
  readonly #clock: Clock;
  readonly #onLeftOut: (address: string | undefined, lines: number) => void;
  /** Of the current second. At most {@link MOST_IN_ALL}: only who has a line is counted apart. */
  #byAddress = new Map<string, Counts>();
  #lines = 0;
  /** Of addresses that are not counted apart. */
  #leftOutOfOthers = 0;
  #cancelWindow: (() => void) | undefined;

  /** @param onLeftOut called after a second with refusals over the limit; undefined stands for several addresses */
  constructor(clock: Clock, onLeftOut: (address: string | undefined, lines: number) => void) {
    this.#clock = clock;
    this.#onLeftOut = onLeftOut;
  }

  /** True when the refusal gets a line; counts it in any case. */
  admit(address: string): boolean {
    this.#cancelWindow ??= this.#clock.after(WINDOW_MS, () => this.flush());
    const counts = this.#byAddress.get(address);
    if (this.#lines >= MOST_IN_ALL || (counts?.lines ?? 0) >= MOST_PER_ADDRESS) {
      if (counts === undefined) this.#leftOutOfOthers += 1;
      else counts.leftOut += 1;
      return false;
    }
    this.#lines += 1;
    if (counts === undefined) this.#byAddress.set(address, { lines: 1, leftOut: 0 });
    else counts.lines += 1;
    return true;
  }

  /** Ends the current second: tells what was left out. */
  flush(): void {
    this.#cancelWindow?.();
    this.#cancelWindow = undefined;
    const byAddress = this.#byAddress;
    const others = this.#leftOutOfOthers;
    this.#byAddress = new Map();
    this.#lines = 0;
    this.#leftOutOfOthers = 0;
    for (const [address, { leftOut }] of byAddress) if (leftOut > 0) this.#onLeftOut(address, leftOut);
    if (others > 0) this.#onLeftOut(undefined, others);
  }
}
