/** Podshell with a cluster: the demo cluster, or the one of the current kubeconfig. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandNotice } from '#demo-cluster/kubelet/isolation/notice.ts';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { startDemoCluster } from '#demo-cluster/start.ts';
import { startServerProcess } from './server-process.ts';

export interface StackOptions {
  /** Pages are compiled on request, and the server restarts when its sources change. */
  readonly dev: boolean;
  readonly cluster: 'demo' | 'kubeconfig';
}

/** Runs until a signal or until the server ends; resolves with the exit code, with everything stopped. */
export async function runStack({ dev, cluster }: StackOptions): Promise<number> {
  const signalled = new Promise<number>((resolve) => {
    // Keeps listening: npm forwards a signal that the terminal has already sent to the group, and the second one must not interrupt the stop.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0));
  });
  const demo = cluster === 'demo' ? await startDemo() : undefined;
  try {
    const server = startServerProcess({ dev, env: demo === undefined ? {} : demo.env });
    const code = await Promise.race([signalled, server.exited]);
    await server.stop();
    return code;
  } finally {
    await demo?.stop();
  }
}

async function startDemo(): Promise<{ env: Record<string, string>; stop(): Promise<void> }> {
  const demoCluster = await startDemoCluster({ createKubelet, isolationNotice: true });
  if (demoCluster.notIsolated !== undefined) console.warn(commandNotice(demoCluster.notIsolated));
  const folder = await mkdtemp(join(tmpdir(), 'podshell-demo-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, demoCluster.kubeconfig, { mode: 0o600 });
  console.log(`Demo cluster at ${demoCluster.url} (KUBECONFIG=${kubeconfig})`);
  return {
    env: {
      KUBECONFIG: kubeconfig,
      // A demo does not drain, so that it stops within seconds.
      PODSHELL_DRAIN_SECONDS: process.env.PODSHELL_DRAIN_SECONDS ?? '0',
      // The shells end with this cluster, so their pids are not stored in the user's home.
      PODSHELL_STATE_DIR: process.env.PODSHELL_STATE_DIR ?? join(folder, 'state'),
    },
    async stop() {
      await demoCluster.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
