/** A row of the table: something that is measured on its own, on a cluster that all rows share. */

import type { Measurement } from '../report/measurement.ts';
import type { BenchCluster } from '../stack/cluster.ts';

export interface RowContext {
  readonly cluster: BenchCluster;
  /** Told what goes on, a few words at a time. */
  readonly progress: (words: string) => void;
}

export interface Row {
  /** What `--only` names. */
  readonly id: string;
  run(context: RowContext): Promise<Measurement[]>;
}

/** For gaps between measurements, never to wait for something. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
