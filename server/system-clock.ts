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

export const systemClock: Clock = {
  now,
  after(ms, callback) {
    // The cancel closure may outlive the timer by hours: it must not retain the timer or its callback.
    let pending: (() => void) | undefined = callback;
    let timer: NodeJS.Timeout | undefined;
    // A moment that has just passed is now; Node warns of negative times.
    let left = Math.max(0, ms);
    const wait = (): void => {
      const part = Math.min(left, LONGEST_TIMER_MS);
      left -= part;
      timer = setTimeout(onTimer, part);
    };
    const onTimer = (): void => {
      if (left > 0) {
        wait();
        return;
      }
      const due = pending;
      timer = undefined;
      pending = undefined;
      due?.();
    };
    wait();
    return () => {
      clearTimeout(timer);
      timer = undefined;
      pending = undefined;
    };
  },
  soon(callback) {
    soon(callback);
  },
};
