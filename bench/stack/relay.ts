/** The bare relay as its own process. */

import { startChild } from './child.ts';
import type { BenchCluster } from './cluster.ts';

export interface BenchRelay {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** @param shell what each connection starts, for instance `sh` */
export async function startRelay(cluster: BenchCluster, shell: string): Promise<BenchRelay> {
  const child = await startChild(['bench/relay/main.ts', cluster.kubeconfig, shell], 'Relay at');
  return { pid: child.pid, port: Number(child.ready), stop: () => child.stop() };
}
