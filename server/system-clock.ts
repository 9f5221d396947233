/** The real {@link Clock}. */

import type { Clock } from './ports.ts';

/**
 * The originals, taken before Next replaces them. Next's versions look up on each call which page is being rendered,
 * and terminal output reads the clock thousands of times a second.
 */
const { now } = Date;
const { setImmediate: soon } = globalThis;

/** Timers of Node fire at once beyond 2^31 - 1 ms. */
const LONGEST_TIMER_MS = 24 * 3_600_000;

/** An object instead of closures: a timer that is over takes 152 instead of 241 bytes, and an idle shell keeps three. */
class Timer {
  #leftMs: number;
  /** The cancel function may outlive the timer by hours: it must not retain the callback or Node's timer. */
  #callback: (() => void) | undefined;
  #timeout: NodeJS.Timeout | undefined;

  /** @param ms a moment that has just passed is now: Node warns of negative times */
  constructor(ms: number, callback: () => void) {
    this.#leftMs = ms;
    this.#callback = callback;
    this.#wait();
  }

  cancel(): void {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
    this.#callback = undefined;
  }

  #wait(): void {
    const part = Math.min(this.#leftMs, LONGEST_TIMER_MS);
    this.#leftMs -= part;
    this.#timeout = setTimeout(Timer.#onTimeout, part, this);
  }

  static #onTimeout(timer: Timer): void {
    if (timer.#leftMs > 0) {
      timer.#wait();
      return;
    }
    const due = timer.#callback;
    timer.#timeout = undefined;
    timer.#callback = undefined;
    due?.();
  }
}

export const systemClock: Clock = {
  now,
  after(ms, callback) {
    const timer = new Timer(Math.max(0, ms), callback);
    // A bound function has no context of its own, 50 bytes.
    return timer.cancel.bind(timer);
  },
  soon(callback) {
    soon(callback);
  },
};
