import { KubeConfig } from '@kubernetes/client-node';
import { type ClustersOptions, createClusters } from '../clusters.ts';
import type { Clusters } from '../ports.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';
import { systemClock } from './system-clock.ts';

/** Clusters on a kubeconfig text, with a real clock and a logger that keeps its lines. */
export function clustersOf(
  kubeconfig: string,
  options: Partial<ClustersOptions> = {},
): { readonly clusters: Clusters; readonly logger: RecordingLogger } {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(kubeconfig);
  const logger = createRecordingLogger();
  return { logger, clusters: createClusters({ kubeConfig, clock: systemClock, logger, ...options }) };
}
