/** The real {@link Clock}. */

import type { Clock } from './ports.ts';

/**
 * As they are before Next is loaded, which puts its own in their place: those look up on each call which page is being
 * rendered, and output asks for the time thousands of times a second.
 */
const { now } = Date;
const { setImmediate: soon } = globalThis;

export const systemClock: Clock = {
  now,
  after(ms, callback) {
    // Who may cancel often lives for hours longer: it must not keep the timer, and what that would have called.
    let timer: NodeJS.Timeout | undefined = setTimeout(() => {
      timer = undefined;
      callback();
    }, ms);
    return () => {
      clearTimeout(timer);
      timer = undefined;
    };
  },
  soon(callback) {
    soon(callback);
  },
};
