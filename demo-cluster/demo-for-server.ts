/** The demo cluster together with the environment of a Podshell server that uses it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandNotice } from './kubelet/isolation/notice.ts';
import { startDemoCluster } from './start.ts';

export interface DemoForServer {
  /** What to tell the user: where the cluster is, and whether its containers are isolated. */
  readonly notices: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Ends the cluster with its containers, and removes its files. */
  stop(): Promise<void>;
}

/** Starts the demo cluster. Its kubeconfig and the server's state are in a temporary folder. */
export async function startDemoForServer(): Promise<DemoForServer> {
  const cluster = await startDemoCluster({ isolationNotice: true });
  const folder = await mkdtemp(join(tmpdir(), 'podshell-demo-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  return {
    notices: [
      ...(cluster.notIsolated === undefined ? [] : [commandNotice(cluster.notIsolated)]),
      `Demo cluster at ${cluster.url} (KUBECONFIG=${kubeconfig})`,
    ],
    env: {
      KUBECONFIG: kubeconfig,
      // A demo does not drain, so that it stops within seconds.
      PODSHELL_DRAIN_SECONDS: '0',
      // The shells end with this cluster, so their pids are not stored in the user's home.
      PODSHELL_STATE_DIR: join(folder, 'state'),
    },
    async stop() {
      await cluster.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
