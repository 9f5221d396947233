/** A row of the table: an independent measurement on a shared cluster. */

import type { Measurement } from '../report/measurement.ts';
import type { BenchCluster } from '../stack/cluster.ts';

export interface RowContext {
  readonly cluster: BenchCluster;
  /** Reports progress, a few words at a time. */
  readonly progress: (words: string) => void;
}

export interface Row {
  /** What `--only` names. */
  readonly id: string;
  /** Measured only when `--only` names it. Default: with every run. */
  readonly onRequest?: boolean;
  run(context: RowContext): Promise<Measurement[]>;
}

/**
 * How long a new server rests before its memory is measured, in milliseconds: 5 s after its start it gives back what
 * loading has left, which would be taken off what is measured.
 */
export const AFTER_START_MS = 6_000;

/** Only for pauses between measurements, never to wait for a condition. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
