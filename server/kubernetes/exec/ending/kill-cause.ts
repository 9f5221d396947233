/** Finds out why a process was killed under its user. */

import type { ShellFailure } from '#server/terminal/ports.ts';
import { readOomKills } from '../starting/oom-kills.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import type { ProcessMark } from '../stream/marker.ts';
import { findCause, type Origin } from './end-cause.ts';
import { outOfMemoryFailure } from './exit-reason.ts';

/**
 * The cause that the pod's status shows; else lack of memory, if the container's count of OOM kills has grown since the
 * process started. Undefined if there is no sign of either. Never rejects.
 */
export async function findKillCause(
  context: ExecContext,
  origin: Origin | undefined,
  mark: ProcessMark | undefined,
): Promise<ShellFailure | undefined> {
  const { target, limits } = context;
  const before = mark?.oomKills;
  const now =
    mark === undefined || before === undefined ? undefined : readOomKills(context, mark, limits.causeMs);
  // Of a whole container that is killed the kubelet reports more.
  const cause = await findCause(context, origin);
  if (cause !== undefined || before === undefined) return cause;
  return ((await now) ?? 0) > before ? outOfMemoryFailure(target) : undefined;
}
