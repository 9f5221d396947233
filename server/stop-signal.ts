/** What asks the process to stop. */

import type { EventEmitter } from 'node:events';

/**
 * npm passes a signal on to what it runs. One for their whole group, as of Ctrl+C, so comes twice, this close together.
 * Milliseconds.
 */
const ECHO_MS = 100;

export interface StopSignalOptions {
  /** Emits signals by their names, as `process` does. */
  readonly signals: Pick<EventEmitter, 'on'>;
  /** Whether npm runs this process, and so repeats signals. */
  readonly repeated: boolean;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Ends the process where it is. */
  readonly endNow: () => void;
}

/** Resolves on the first SIGTERM or SIGINT; a second one ends the process where it is. */
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
