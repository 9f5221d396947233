/** A demo cluster with as many pods as a large cluster. Always a demo cluster: a benchmark must not change pods of a real one. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { startDemoCluster } from '#demo-cluster/start.ts';

export interface SyntheticCluster {
  readonly kubeconfig: string;
  /** All of the same user; Podshell treats each context as a new view with nothing cached. */
  readonly contexts: readonly string[];
  /** Changes this many pods per second until the returned function is called. */
  churn(perSecond: number): () => void;
  dispose(): Promise<void>;
}

/** @param contexts how many to name in the kubeconfig */
export async function startSyntheticCluster(pods: number, contexts: number): Promise<SyntheticCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-bench-'));
  const cluster = await startDemoCluster({ syntheticPodCount: pods, pods: [] });
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  const present = config.getContextObject(config.getCurrentContext());
  const names = Array.from({ length: contexts }, (_, index) => `view-${index + 1}`);
  for (const name of names) {
    config.addContext({ name, cluster: present?.cluster ?? '', user: present?.user ?? '' });
  }
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, config.exportConfig(), { mode: 0o600 });
  return {
    kubeconfig,
    contexts: names,
    churn: (perSecond) => cluster.churn(perSecond),
    async dispose() {
      await cluster.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
