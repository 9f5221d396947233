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
  run(context: RowContext): Promise<Measurement[]>;
}

/** Only for pauses between measurements, never to wait for a condition. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
