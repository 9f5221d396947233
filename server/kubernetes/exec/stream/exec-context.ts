import type { Clock, Logger } from '#server/ports.ts';
import type { ShellTarget } from '#server/terminal/ports.ts';
import type { ClusterIdentity } from '../../client/client-pool.ts';
import type { ClusterLimits } from '../../limits.ts';

/** What every part of an exec needs. */
export interface ExecContext {
  readonly identity: ClusterIdentity;
  readonly target: ShellTarget;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Subprotocols to offer, best first. */
  readonly protocols: readonly string[];
}
