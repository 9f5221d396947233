import type { Clock, Logger } from '#server/ports.ts';
import type { ShellTarget } from '#server/terminal/ports.ts';
import type { ClusterIdentity } from '../../client/client-pool.ts';
import type { Turns } from '../../client/turns.ts';
import type { ClusterLimits } from '../../limits.ts';

/** What every exec needs: who connects where, and how. */
export interface ExecContext {
  /** Read it for each request: a shell's identity follows its user from one sign-in to the next. */
  readonly identity: ClusterIdentity;
  /** Podshell's own identity, for ending a process whose user may no longer do that; undefined without one. */
  readonly service?: ClusterIdentity | undefined;
  readonly target: ShellTarget;
  /** Sent as `Audit-ID`: under it the cluster's audit log has the request. Undefined: the cluster chooses one. */
  readonly auditId: string | undefined;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Turns of the execs that end processes of this cluster. */
  readonly endings: Turns;
  /** Subprotocols, preferred one first. */
  readonly protocols: readonly string[];
}
