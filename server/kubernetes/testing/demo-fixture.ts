import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type ClustersOptions, createClusters } from '../clusters.ts';
import { fixedKubeconfig } from '../kubeconfig/kubeconfig-source.ts';
import { mergeFiles } from '../kubeconfig/merge-files.ts';
import type { Clusters } from '../ports.ts';

/** Clusters from a kubeconfig text, with the system clock and a logger that records its lines. */
export function clustersOf(
  kubeconfig: string,
  options: Partial<ClustersOptions> = {},
): { readonly clusters: Clusters; readonly logger: RecordingLogger } {
  const logger = new RecordingLogger();
  return {
    logger,
    clusters: createClusters({
      kubeconfig: fixedKubeconfig(mergeFiles(['/kubeconfig'], () => kubeconfig)),
      env: process.env,
      clock: systemClock,
      logger,
      ...options,
    }),
  };
}

/** The answer of clusters that have nothing cached. */
export async function askOnce<T>(
  kubeconfig: string,
  options: Partial<ClustersOptions>,
  ask: (clusters: Clusters) => Promise<T>,
): Promise<T> {
  const { clusters } = clustersOf(kubeconfig, options);
  try {
    return await ask(clusters);
  } finally {
    await clusters.dispose();
  }
}
