import { type DemoCluster, type DemoClusterOptions, startDemoCluster } from '../start.ts';
import { FaultyProxy } from './faulty-proxy.ts';

export interface ProxiedCluster {
  readonly cluster: DemoCluster;
  readonly proxy: FaultyProxy;
  dispose(): Promise<void>;
}

/** A demo cluster behind a proxy whose faults a test sets. */
export async function startProxiedCluster(options: DemoClusterOptions = {}): Promise<ProxiedCluster> {
  const cluster = await startDemoCluster(options);
  const proxy = await FaultyProxy.start(cluster);
  return {
    cluster,
    proxy,
    async dispose() {
      await proxy.dispose();
      await cluster.dispose();
    },
  };
}
