/**
 * When a window is told how much of its input was taken. Mostly the count rides on output, the echo of what was typed
 * for instance. Only where there is none it needs a message of its own: after 64 KiB of a paste, or a while.
 */

import { INPUT_RECEIPT_BYTES } from '#protocol/limits.ts';
import type { Clock } from '#server/ports.ts';

/** Input without output is confirmed within this long: the pace of a heartbeat, and as little to pay. */
export const RECEIPT_MS = 5_000;

export class InputReceipt {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #taken: number;
  #told: number | undefined;
  #cancelTimer: (() => void) | undefined;

  /**
   * @param taken bytes taken of the window's input so far; it has not been told yet
   * @param onDue what was taken has to be told now, by a message of its own if need be
   */
  constructor(clock: Clock, taken: number, onDue: () => void) {
    this.#clock = clock;
    this.#taken = taken;
    this.#onDue = onDue;
  }

  /**
   * More was taken. What was told once stays: a count of what the process reads may lag behind.
   * @param isAwaited the window waits for this count
   */
  took(taken: number, isAwaited = false): void {
    this.#taken = Math.max(this.#taken, taken);
    // Before the first word there is nobody who would wait for it: the answer to the bind has the count.
    if (this.#told === undefined) return;
    if (this.isDue && (isAwaited || this.#taken - this.#told >= INPUT_RECEIPT_BYTES)) this.#onDue();
    // One timer for all keys of that time: an echo would otherwise begin with the end of one.
    else if (this.isDue) this.#cancelTimer ??= this.#clock.after(RECEIPT_MS, () => this.#onTimer());
  }

  /** True while the window does not know the count. */
  get isDue(): boolean {
    return this.#taken !== this.#told;
  }

  /** The count, if it is not known to the window; it counts as told from now on. */
  tell(): number | undefined {
    if (!this.isDue) return undefined;
    this.#told = this.#taken;
    return this.#taken;
  }

  /** Ends the wait. */
  cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #onTimer(): void {
    this.#cancelTimer = undefined;
    if (this.isDue) this.#onDue();
  }
}
