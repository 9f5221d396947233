import type { Clock } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { ClusterLimits } from '../limits.ts';

/** The pod whose log is read, and on whose behalf. */
export interface LogSource {
  readonly identity: ClusterIdentity;
  readonly namespace: string;
  readonly pod: string;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
}
