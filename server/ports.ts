/** Types that every folder of the server shares: caller, clock, logger. Imports nothing. */

/** A person or service. Two requests come from the same user when their `userId` is equal. */
export interface Caller {
  /** Stable and unique, for instance an OIDC subject. */
  readonly userId: string;
  /** The name that logs and pages show. */
  readonly displayName: string;
}

/** A clock that callers pass in, so that tests can use a fake one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once after pending I/O, so that everything that arrives meanwhile is sent together. */
  soon(callback: () => void): void;
}

/** The server's log. `fields` are searchable; the message is one plain sentence without variable parts. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
