/** Podshell with what it needs to be used: the demo cluster, or the cluster of the present kubeconfig. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandNotice } from '#demo-cluster/kubelet/isolation/notice.ts';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { startDemoCluster } from '#demo-cluster/start.ts';
import { startServerProcess } from './server-process.ts';

export interface StackOptions {
  /** Pages are compiled as they are asked for, and the server restarts when its sources change. */
  readonly dev: boolean;
  readonly cluster: 'demo' | 'kubeconfig';
}

/** Runs until a signal or until the server ends; resolves with the exit code, with everything stopped. */
export async function runStack({ dev, cluster }: StackOptions): Promise<number> {
  const signalled = new Promise<number>((resolve) => {
    // Listens on: npm passes on what the terminal has sent to all, and a second signal must not cut the stop short.
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
      // Nobody waits for a demo to drain: stopping it must take seconds.
      PODSHELL_DRAIN_SECONDS: process.env.PODSHELL_DRAIN_SECONDS ?? '0',
      // The pids of shells that end with this cluster are nothing to keep in the user's home.
      PODSHELL_STATE_DIR: process.env.PODSHELL_STATE_DIR ?? join(folder, 'state'),
    },
    async stop() {
      await demoCluster.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
