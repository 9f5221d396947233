import { KubeConfig } from '@kubernetes/client-node';
import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type ClustersOptions, createClusters } from '../clusters.ts';
import type { Clusters } from '../ports.ts';

/** Clusters from a kubeconfig text, with the system clock and a logger that records its lines. */
export function clustersOf(
  kubeconfig: string,
  options: Partial<ClustersOptions> = {},
): { readonly clusters: Clusters; readonly logger: RecordingLogger } {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(kubeconfig);
  const logger = new RecordingLogger();
  return { logger, clusters: createClusters({ kubeConfig, clock: systemClock, logger, ...options }) };
}
