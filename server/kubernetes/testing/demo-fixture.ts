import { KubeConfig } from '@kubernetes/client-node';
import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type ClustersOptions, createClusters } from '../clusters.ts';
import type { Clusters } from '../ports.ts';

/** Clusters on a kubeconfig text, with a real clock and a logger that keeps its lines. */
export function clustersOf(
  kubeconfig: string,
  options: Partial<ClustersOptions> = {},
): { readonly clusters: Clusters; readonly logger: RecordingLogger } {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(kubeconfig);
  const logger = new RecordingLogger();
  return { logger, clusters: createClusters({ kubeConfig, clock: systemClock, logger, ...options }) };
}
