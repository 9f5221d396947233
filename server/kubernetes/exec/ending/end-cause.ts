/**
 * Finds out why a process was killed or its stream broke. The exit code is 137 whether the pod was deleted, the
 * container ran out of memory or somebody killed the shell; only the pod's status tells them apart.
 */

import type { Clock } from '#server/ports.ts';
import type { ShellFailure, ShellTarget } from '#server/terminal/ports.ts';
import type { ClusterIdentity } from '../../client/client-pool.ts';
import { delay } from '../../delay.ts';
import { isNotFound } from '../../errors/api-error.ts';
import type { ClusterLimits } from '../../limits.ts';
import type { ContainerStatus, PodObject } from '../../objects.ts';
import { readPod } from '../../pods/read-pod.ts';

/** The pod and container that a shell was started in. */
export interface Origin {
  readonly podUid: string;
  readonly containerId: string;
  readonly restartCount: number;
}

/** Undefined when the pod says nothing about the container. */
export function originOf(pod: PodObject, container: string): Origin | undefined {
  const status = statusOf(pod, container);
  if (status === undefined) return undefined;
  return {
    podUid: pod.metadata?.uid ?? '',
    containerId: status.containerID ?? '',
    restartCount: status.restartCount ?? 0,
  };
}

/**
 * True if the container of a process no longer exists: its pod is deleted or replaced, or the container was restarted.
 * False if the pod cannot be read: a caller who may exec need not be allowed to read it. Never rejects.
 */
export async function isOtherContainer(
  identity: ClusterIdentity,
  target: ShellTarget,
  { podUid, containerId }: Pick<Origin, 'podUid' | 'containerId'>,
  timeoutMs: number,
): Promise<boolean> {
  try {
    const pod = await readPod(identity, target.namespace, target.pod, timeoutMs);
    if (podUid !== '' && pod.metadata?.uid !== podUid) return true;
    const now = statusOf(pod, target.container)?.containerID;
    return containerId !== '' && now !== undefined && now !== containerId;
  } catch (error) {
    return isNotFound(error);
  }
}

/** Pauses between reads: the kubelet reports the end of a container a second or two late. */
const LOOKS_MS = [0, 250, 500, 750];

/** Where a pod is read, and for how long. */
export interface PodLook {
  readonly identity: ClusterIdentity;
  readonly target: ShellTarget;
  readonly limits: Pick<ClusterLimits, 'causeMs'>;
  readonly clock: Clock;
}

/**
 * Reads the pod until it shows a cause, for at most `causeMs`. Undefined: the pod and its container are unchanged, or
 * cannot be read. Never rejects.
 */
export function findCause(look: PodLook, origin: Origin | undefined): Promise<ShellFailure | undefined> {
  return lookInPod(look, (pod) => causeIn(pod, look.target, origin));
}

/**
 * Reads the pod until something is found in it, for at most `causeMs`, or it is gone. Never rejects.
 * @returns what was found, or that the pod was deleted; undefined for nothing
 */
export async function lookInPod<Found>(
  { identity, target, limits, clock }: PodLook,
  find: (pod: PodObject) => Found | undefined,
): Promise<Found | ShellFailure | undefined> {
  const deadline = clock.now() + limits.causeMs;
  for (const pause of LOOKS_MS) {
    const left = deadline - clock.now() - pause;
    if (left <= 0) break;
    if (pause > 0) await delay(clock, pause);
    try {
      const found = find(await readPod(identity, target.namespace, target.pod, left));
      if (found !== undefined) return found;
    } catch (error) {
      if (isNotFound(error)) return deleted(target, 'was deleted');
    }
  }
  return undefined;
}

/** The cause that the pod's status shows for the end of a process in it. */
export function causeIn(
  pod: PodObject,
  target: ShellTarget,
  origin: Origin | undefined,
): ShellFailure | undefined {
  if (origin !== undefined && pod.metadata?.uid !== origin.podUid) {
    return deleted(target, 'was deleted and replaced by a new pod of the same name');
  }
  if (pod.metadata?.deletionTimestamp !== undefined) return deleted(target, 'was being deleted');
  const { phase, reason, message } = pod.status ?? {};
  if (phase === 'Failed') {
    const why = [reason, message].filter(Boolean).join(': ');
    return deleted(target, `failed${why === '' ? '' : ` (${why})`}`);
  }
  const status = statusOf(pod, target.container);
  return status === undefined ? undefined : stopped(pod, status, target, origin);
}

function stopped(
  pod: PodObject,
  status: ContainerStatus,
  target: ShellTarget,
  origin: Origin | undefined,
): ShellFailure | undefined {
  const isOther =
    origin !== undefined &&
    ((status.restartCount ?? 0) > origin.restartCount ||
      (status.containerID !== undefined && status.containerID !== origin.containerId));
  const terminated = status.state?.terminated ?? (isOther ? status.lastState?.terminated : undefined);
  if (terminated === undefined && !isOther) return undefined;
  const how =
    terminated?.reason === 'OOMKilled'
      ? 'ran out of memory (OOMKilled)'
      : terminated === undefined
        ? 'was restarted'
        : `ended with exit code ${terminated.exitCode}${terminated.reason ? ` (${terminated.reason})` : ''}`;
  const what = `Container "${target.container}" of pod "${target.pod}" ${how} while the shell was open.`;
  if (isOther || runsAgain(pod, target.container, terminated?.exitCode ?? 0)) {
    return { code: 'container-restarted', reason: `${what} Open a new shell when it is running again.` };
  }
  return {
    code: 'container-ended',
    reason: `${what} It doesn't run again. Choose another container or pod.`,
  };
}

/**
 * True if the kubelet starts a container again that has ended with this exit code, as its restart policy or that of
 * its pod says. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
 */
export function runsAgain({ spec = {} }: PodObject, container: string, exitCode: number): boolean {
  if (spec.ephemeralContainers?.some(({ name }) => name === container)) return false;
  const initial = spec.initContainers?.find(({ name }) => name === container);
  const regular = spec.containers?.find(({ name }) => name === container);
  const own = (initial ?? regular)?.restartPolicy;
  const policy = own ?? spec.restartPolicy ?? 'Always';
  // An init container that has succeeded is done, unless it is a sidecar.
  if (initial !== undefined && own !== 'Always') return policy !== 'Never' && exitCode !== 0;
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

function deleted(target: ShellTarget, what: string): ShellFailure {
  return {
    code: 'pod-deleted',
    reason: `Pod "${target.pod}" ${what}. Choose another pod in namespace "${target.namespace}".`,
  };
}

/** What the pod's status tells of a container of any kind. */
export function statusOf({ status }: PodObject, container: string): ContainerStatus | undefined {
  return [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ].find(({ name }) => name === container);
}
