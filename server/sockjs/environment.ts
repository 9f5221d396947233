/** What the SockJS room needs from its surroundings: time and a log. The host's own objects fit these shapes. */

export interface SockJsClock {
  /** Milliseconds since the epoch. Only response headers depend on it. */
  now(): number;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}

export interface SockJsLogger {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Real time. */
export const systemClock: SockJsClock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Says nothing: for servers that were given no logger. */
export const silentLogger: SockJsLogger = {
  debug() {},
  warn() {},
  error() {},
};
