/** Ends the shells that a killed server left running in containers. */

import type { Clock, Logger } from '#server/ports.ts';
import type { ClientPool, ClusterIdentity } from '../../client/client-pool.ts';
import type { Turns } from '../../client/turns.ts';
import type { Orphan } from '../../journal/process-journal.ts';
import type { ClusterLimits } from '../../limits.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import { isOtherContainer } from './end-cause.ts';
import { reapSession } from './session-reaper.ts';

export interface EndOrphansOptions {
  readonly clients: ClientPool;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly protocols: readonly string[];
  readonly endingsOf: (identity: ClusterIdentity) => Turns;
  readonly signal: AbortSignal;
  /** For the log. */
  readonly leftBy: 'an earlier server' | 'a replica that has gone';
}

/** How many are ended concurrently. Few, so that a starting server does not flood the cluster. */
const AT_ONCE = 4;

/** After this time an orphan is given up: its cluster, or the permission to exec there, is gone. */
const OLDEST_MS = 7 * 24 * 3_600_000;

/**
 * Resolves when each orphan has ended, was given up, or cannot be reached for now. Never rejects.
 * @returns the last of these
 */
export async function endOrphans(
  orphans: readonly Orphan[],
  options: EndOrphansOptions,
): Promise<readonly Orphan[]> {
  if (orphans.length === 0) return [];
  const queue = [...orphans];
  const left = new Set(orphans);
  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (options.signal.aborted) return;
      if (!(await isSettled(next, options))) continue;
      next.erase();
      left.delete(next);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const fields = { left: orphans.length, ended: orphans.length - left.size };
  options.logger.info(fields, `Ended shells left behind by ${options.leftBy}`);
  return [...left];
}

/** True if the entry can be erased: the process has ended, or can never be ended. */
async function isSettled({ entry }: Orphan, options: EndOrphansOptions): Promise<boolean> {
  const { clients, limits, clock, logger, protocols, endingsOf, signal } = options;
  const { target, podUid, containerId, mark, shellId: auditId } = entry;
  const isTooOld = clock.now() - entry.notedAt > OLDEST_MS;
  const identity = identityOf(entry, clients);
  if (identity === undefined) return isTooOld;
  const isGone = () => isOtherContainer(identity, target, { podUid, containerId }, limits.requestMs);
  const endings = endingsOf(identity);
  const context: ExecContext = { identity, target, auditId, limits, clock, logger, protocols, endings };
  const result = await reapSession(context, mark, { budgetMs: limits.reapInBackgroundMs, signal, isGone });
  return result === 'gone' || isTooOld;
}

/**
 * The identity of Podshell itself: the file on disk names who started a process, but lends nobody's rights. Undefined if
 * the context no longer names the same cluster.
 */
function identityOf(
  { target, clusterId }: Orphan['entry'],
  clients: ClientPool,
): ClusterIdentity | undefined {
  try {
    const identity = clients.serviceIdentity(target.context);
    return identity.clusterId === clusterId ? identity : undefined;
  } catch {
    return undefined;
  }
}
