/**
 * A further reader of a session: a watcher's screen, a recording. The owner's screen is another matter, since it
 * alone slows the process; see `owner-leg.ts`.
 */

import type { ProcessState } from '../process/process-leg.ts';

/**
 * Reads the session's kept output from an offset of its own, at its own pace. It needs no timer: the session calls it
 * when there is something to read. A reader that throws is removed; the session goes on.
 */
export interface Reader {
  /**
   * There may be more output, another window size or another state of the process. Reads on as far as it has room.
   * What is written in a burst is announced once.
   */
  update(process: ProcessState): void;
  /** The session is over: the last call. Whatever was not read yet is lost. */
  close(process: ProcessState): void;
}

/** What the creator of a reader holds. Both do nothing once the reader has left, failed or was closed. */
export interface ReaderHold {
  /** The reader has room again: calls its `update`. */
  wake(): void;
  /** Removes the reader, without another call to it. */
  leave(): void;
}
