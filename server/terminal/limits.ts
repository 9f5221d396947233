/** What bounds a session. The composition root fills it from the settings. */

export interface TerminalLimits {
  /** Milliseconds from issuing an id, or from opening a connection, until it must be bound. */
  readonly bindTimeoutMs: number;
  /** Milliseconds that a process lives on after its connection dropped. */
  readonly resumeMs: number;
  /** The same after its page was closed or left on purpose; never longer than {@link resumeMs}. */
  readonly reopenMs: number;
  /** Bytes of output kept for a resume. */
  readonly scrollbackBytes: number;
  /** Milliseconds without a key after which a shell is ended; 0 is never. */
  readonly idleMs: number;
  /** Milliseconds between two questions whether the user may still have a running shell; 0 is never. */
  readonly recheckMs: number;
  /** Milliseconds that a process may live in all; 0 is without end. */
  readonly lifeMs: number;
  readonly maxSessions: number;
  readonly maxSessionsPerUser: number;
  /** Sessions of one user whose id was issued and that nobody has bound yet. */
  readonly maxUnboundSessionsPerUser: number;
  readonly maxSessionsPerAddress: number;
  /** As {@link maxUnboundSessionsPerUser}, of one client address. */
  readonly maxUnboundSessionsPerAddress: number;
  /** Processes of one user that live on without a window: left, or without a connection for {@link COMES_BACK_MS}. */
  readonly maxUnattachedSessionsPerUser: number;
}

/**
 * Milliseconds without a connection after which a shell whose connection was lost counts as left. Pages come back within
 * seconds, but when a proxy restarts or a laptop sleeps, all shells of a user are without one for a moment.
 */
export const COMES_BACK_MS = 60_000;

/**
 * Output that may be on its way to the screen, in bytes, before the process is paused. Larger makes Ctrl+C wait
 * behind what is already sent; smaller starves a link with a long round trip (256 KiB at 50 ms is 5 MB/s).
 */
export const HIGH_MARK_BYTES = 256 * 1024;

/** The process goes on below this. It must exceed a client's ack step, or an ack that is due never comes. */
export const LOW_MARK_BYTES = 64 * 1024;

/**
 * Output that is kept for a screen that is looking, however little is kept for a resume: the window, and what the
 * cluster still delivers after a pause. With less, a live screen would miss output.
 */
export const LIVE_BYTES = 2 * HIGH_MARK_BYTES;

/** Most output in one message: larger ones block the browser's thread and each message before its first byte. */
export const MAX_STDOUT_BYTES = 64 * 1024;

/** A message is full from here on: the next frame of a terminal, 4 KiB, would need a message of its own. */
export const FULL_STDOUT_BYTES = MAX_STDOUT_BYTES - 4096;
