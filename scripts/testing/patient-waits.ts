/**
 * Gives Vitest's waits the time that its polls have. By themselves they give up after a second, which a busy machine
 * needs for a step now and then, and no setting changes that (Vitest 5).
 */

import type { vi } from 'vitest';

/** Busy machines take seconds for a step. Milliseconds. */
export const PATIENCE_MS = 20_000;

/** Files that share a worker share `vi`, which is changed once. */
const PATIENT = Symbol.for('podshell patient waits');

type Waits = Pick<typeof vi, 'waitFor' | 'waitUntil'>;

interface Wait {
  readonly timeout?: number;
}

/** Makes the waits of `vi` go on for {@link PATIENCE_MS}, unless they are given a limit. Idempotent. */
export function makePatient(waits: Waits): void {
  if (PATIENT in waits) return;
  const { waitFor, waitUntil } = waits;
  Object.assign(waits, {
    [PATIENT]: true,
    waitFor: ((callback, options) => waitFor(callback, patient(options))) satisfies typeof waitFor,
    waitUntil: ((callback, options) => waitUntil(callback, patient(options))) satisfies typeof waitUntil,
  });
}

function patient<Options extends Wait>(options: number | Options | undefined): number | (Wait & Options) {
  return typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...(options as Options) };
}
