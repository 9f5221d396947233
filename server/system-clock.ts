/** The real {@link Clock}. */

import type { Clock } from './ports.ts';

/**
 * The originals, taken before Next replaces them. Next's versions look up on each call which page is being rendered,
 * and terminal output reads the clock thousands of times a second.
 */
const { now } = Date;
const { setImmediate: soon } = globalThis;

export const systemClock: Clock = {
  now,
  after(ms, callback) {
    // A moment that has just passed is now; Node warns of negative times.
    // The cancel closure may outlive the timer by hours: it must not retain the timer or its callback.
    let timer: NodeJS.Timeout | undefined = setTimeout(
      () => {
        timer = undefined;
        callback();
      },
      Math.max(0, ms),
    );
    return () => {
      clearTimeout(timer);
      timer = undefined;
    };
  },
  soon(callback) {
    soon(callback);
  },
};
