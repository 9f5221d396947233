/**
 * The demo cluster for a process without a network: it stays outside, since its containers are namespaces of their own,
 * and connections reach it through a socket in the file system.
 */

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoCluster } from '#demo-cluster/start.ts';

/** What the process inside needs to know; goes through an environment variable. */
export interface ClusterDoor {
  readonly socket: string;
  readonly port: number;
  readonly caPem: string;
  /** Of a user who may do everything. */
  readonly userToken: string;
  /** Of the service account that Podshell runs as, which may do nothing. */
  readonly accountToken: string;
}

/** Starts the cluster with a door to it. */
export async function openDoor(): Promise<{ readonly door: ClusterDoor; dispose(): Promise<void> }> {
  const cluster = await startDemoCluster({ serviceAccounts: { podshell: [] } });
  const folder = await mkdtemp(join(tmpdir(), 'podshell-door-'));
  const socket = join(folder, 'cluster');
  const relay = await relayTo({ host: '127.0.0.1', port: cluster.port }, { path: socket });
  return {
    door: {
      socket,
      port: cluster.port,
      caPem: cluster.caPem,
      userToken: cluster.tokens.get('admin') ?? '',
      accountToken: cluster.accountTokens.get('podshell') ?? '',
    },
    async dispose() {
      relay.close();
      await cluster.dispose();
      await rm(folder, { recursive: true });
    },
  };
}

/** Listens on the cluster's own address, inside. */
export async function passDoor({ socket, port }: ClusterDoor): Promise<Server> {
  return await relayTo({ path: socket }, { host: '127.0.0.1', port });
}

async function relayTo(target: NetConnectOpts, listen: ListenOptions): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(target);
    near.pipe(far).pipe(near);
    // Either end may break; the other one then ends too.
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  server.listen(listen);
  await once(server, 'listening');
  return server;
}
