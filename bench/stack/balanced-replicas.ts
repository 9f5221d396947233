/** Production servers behind a load balancer that sends each request and each connection to the next of them. */

import { planReplicas } from '#e2e/support/replica-plan.ts';
import type { BenchCluster } from './cluster.ts';
import { type BenchServer, startPodshell } from './podshell.ts';

export interface BalancedReplica {
  /** With which the replica's id begins. */
  readonly name: string;
  readonly server: BenchServer;
}

export interface BalancedReplicas {
  /** Of the load balancer. */
  readonly url: string;
  /** In the order of their starts, those that have ended included. */
  readonly running: readonly BalancedReplica[];
  /** Starts one more, which all others have been told of. */
  startNext(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts as many, one after the other: each has said hello to those before it.
 * @param later how many more may be started
 * @param env further settings
 */
export async function startBalancedReplicas(
  cluster: BenchCluster,
  count: number,
  later = 0,
  env: Readonly<Record<string, string>> = {},
): Promise<BalancedReplicas> {
  const plan = await planReplicas(count + later);
  const running: BalancedReplica[] = [];
  const stop = async () => {
    await Promise.all(running.map(({ server }) => server.stop()));
    await plan.dispose();
  };
  const startNext = async () => {
    const own = plan.replicas[running.length];
    if (own === undefined) throw new Error('No more replicas are planned');
    running.push({ name: own.POD_NAME ?? '', server: await startPodshell(cluster, { ...own, ...env }) });
  };
  try {
    while (running.length < count) await startNext();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${plan.port}`, running, startNext, stop };
}
