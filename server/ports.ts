/** What every room of the server shares: who is calling, the time, and the log. Types only; it imports nothing. */

/** A person or service. Two requests come from the same user when their `userId` is equal. */
export interface Caller {
  /** Stable and unique, for instance an OIDC subject. */
  readonly userId: string;
  /** The name that logs and pages show. */
  readonly displayName: string;
}

/** Time, as a parameter, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once after the I/O that is already waiting, to send everything that arrived meanwhile together. */
  soon(callback: () => void): void;
}

/** The server's log. `fields` are searchable; the message is one plain sentence without variable parts. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
