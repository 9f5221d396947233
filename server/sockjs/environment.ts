/**
 * Defaults for a host that passes no clock or logger. The room has a clock of its own so that it loads nothing else of
 * the server: the SockJS test server runs with this room alone.
 */

import type { Clock, Logger } from '#server/ports.ts';

export const defaultClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  soon(callback) {
    setImmediate(callback);
  },
};

/** The default: logs nothing. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
