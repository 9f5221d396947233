/** A demo cluster and a server of their own, for tests that need other pods or break their cluster. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoCluster, type DemoClusterOptions, startDemoCluster } from '#demo-cluster/start.ts';
import { PodshellServer } from './podshell-server.ts';

export interface DemoOnDisk {
  readonly demo: DemoCluster;
  /** Path of its kubeconfig. */
  readonly kubeconfig: string;
  dispose(): Promise<void>;
}

/** Starts a demo cluster with a kubeconfig in a folder that goes with it. */
export async function startDemo(
  options: Omit<DemoClusterOptions, 'kubeconfigPath'> = {},
): Promise<DemoOnDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-e2e-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const demo = await startDemoCluster({ ...options, kubeconfigPath: kubeconfig });
  return {
    demo,
    kubeconfig,
    async dispose() {
      await demo.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface DemoServer {
  readonly demo: DemoCluster;
  readonly server: PodshellServer;
  dispose(): Promise<void>;
}

/** Starts a demo cluster, and the production server in front of it. */
export async function startDemoServer(
  options: Omit<DemoClusterOptions, 'kubeconfigPath'> = {},
): Promise<DemoServer> {
  const { demo, kubeconfig, dispose } = await startDemo(options);
  const server = await PodshellServer.start({ kubeconfig });
  return {
    demo,
    server,
    async dispose() {
      await server.stop();
      await dispose();
    },
  };
}
