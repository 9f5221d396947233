/** Finds out why the stream of an attached session has ended: the stream itself says success whatever has happened. */

import type { ShellEnd, ShellFailure, ShellTarget } from '#server/terminal/ports.ts';
import type { PodObject } from '../../objects.ts';
import { causeIn, lookInPod, type Origin, type PodLook, statusOf } from '../ending/end-cause.ts';

/**
 * What the pod's status shows of the end of the main process. Never rejects.
 * @param hasEnded the cluster says that the output has ended
 * @returns undefined: the process may still run
 */
export async function findMainEnd(
  look: PodLook,
  origin: Origin | undefined,
  hasEnded: boolean,
): Promise<ShellEnd | undefined> {
  const { target } = look;
  const found = await lookInPod<ShellEnd>(look, (pod) => mainEndIn(pod, target, origin));
  if (found !== undefined) return 'kind' in found ? found : { kind: 'failed', failure: found };
  if (!hasEnded) return undefined;
  return { kind: 'exited', exitCode: null, cause: 'process-exited', reason: 'Process exited' };
}

/** The end of the container that was attached to. */
function mainEndIn(pod: PodObject, target: ShellTarget, origin: Origin | undefined): ShellEnd | undefined {
  const cause = causeIn(pod, target, origin);
  if (cause === undefined) return undefined;
  const { state, lastState } = statusOf(pod, target.container) ?? {};
  const terminated = state?.terminated ?? lastState?.terminated;
  const isSamePod = origin === undefined || pod.metadata?.uid === origin.podUid;
  const isStopping = pod.metadata?.deletionTimestamp !== undefined || !isSamePod;
  if (terminated === undefined || isStopping) return { kind: 'failed', failure: cause };
  const { exitCode, reason } = terminated;
  return {
    kind: 'exited',
    exitCode,
    cause: 'process-exited',
    reason: `Container "${target.container}" ended with exit code ${exitCode}${reason ? ` (${reason})` : ''}`,
  };
}

/** The connection is gone, and the process goes on without it. */
export function leftFailure({ pod, container }: ShellTarget, wasSilent: boolean): ShellFailure {
  const what = wasSilent
    ? 'The node or the cluster stopped responding'
    : 'The connection to the cluster was lost';
  return {
    code: 'stream-broken',
    reason: `${what}, so Podshell detached from container "${container}" of pod "${pod}". Its process may still run. Attach again.`,
  };
}
