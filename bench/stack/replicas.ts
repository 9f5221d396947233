/** Several production servers that know each other. */

import { randomBytes } from 'node:crypto';
import { freePort } from '#scripts/free-port.ts';
import type { BenchCluster } from './cluster.ts';
import { type BenchServer, startPodshell } from './podshell.ts';

export interface Replicas {
  readonly servers: readonly BenchServer[];
  stop(): Promise<void>;
}

/** Starts `count` replicas with default settings. Each has said hello to those that were started before it. */
export async function startReplicas(cluster: BenchCluster, count: number): Promise<Replicas> {
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const peers = ports.map((port) => `https://127.0.0.1:${port}`);
  const secret = randomBytes(32).toString('base64url');
  const servers: BenchServer[] = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (const [index, port] of ports.entries()) {
      servers.push(
        await startPodshell(cluster, {
          PODSHELL_SECRET: secret,
          PODSHELL_PEERS: peers.join(','),
          PODSHELL_PEER_LISTEN: `127.0.0.1:${port}`,
          PODSHELL_PEER_URL: peers[index] ?? '',
        }),
      );
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers, stop };
}
