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
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  soon(callback) {
    soon(callback);
  },
};
