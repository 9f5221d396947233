/** The signals that stop the process. */

import type { EventEmitter } from 'node:events';

/**
 * npm forwards signals to its child. Ctrl+C goes to the whole process group, so the child gets it twice: from the
 * terminal and, at most this many milliseconds later, from npm.
 */
const ECHO_MS = 100;

export interface StopSignalOptions {
  /** Emits signals by their names, as `process` does. */
  readonly signals: Pick<EventEmitter, 'on'>;
  /** Whether npm runs this process, and so repeats signals. */
  readonly repeated: boolean;
  /** Monotonic time in milliseconds. */
  readonly now: () => number;
  /** Ends the process immediately. */
  readonly endNow: () => void;
}

/** Resolves on the first SIGTERM or SIGINT; a second one ends the process immediately. */
export function stopSignal({ signals, repeated, now, endNow }: StopSignalOptions): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      signals.on(signal, () => {
        if (askedAt === undefined) {
          askedAt = now();
          resolve();
        } else if (!(repeated && now() - askedAt < ECHO_MS)) {
          endNow();
        }
      });
    }
  });
}
