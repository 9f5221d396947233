/** READY, STATUS and RESTARTS of a pod, computed as Kubernetes' printer does. */

import { type ContainerStatus, holds, type PodStatus, statusOf } from '../objects/pod-status.ts';
import type { PodObject } from '../ports.ts';

export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  /** The STATUS column, for instance `Running`, `CrashLoopBackOff`, `Init:0/1`, `Terminating`. */
  readonly reason: string;
  readonly restarts: number;
  /** When a container last ended (RFC 3339); undefined if none has. */
  readonly lastRestartAt: string | undefined;
}

interface Tally {
  ready: number;
  reason: string;
  restarts: number;
  lastRestartAt: string | undefined;
}

export function summarizePod(pod: PodObject): PodSummary {
  const status = statusOf(pod);
  const sidecars = new Set(
    (pod.spec.initContainers ?? [])
      .filter((container) => container.restartPolicy === 'Always')
      .map((container) => container.name),
  );
  const phase = status.phase ?? 'Unknown';
  const init: Tally = {
    ready: 0,
    reason: gated(status) ? 'SchedulingGated' : (status.reason ?? phase),
    restarts: 0,
    lastRestartAt: undefined,
  };
  const restartable: Tally = { ...init };
  const initializing = tallyInit(pod, status, sidecars, init, restartable);
  const tally: Tally =
    !initializing || holds(status, 'Initialized')
      ? tallyContainers(status, {
          ...restartable,
          ready: init.ready,
          reason: init.reason,
        })
      : init;
  return {
    ready: tally.ready,
    total: pod.spec.containers.length + sidecars.size,
    reason: terminating(pod, status, phase) ?? tally.reason,
    restarts: tally.restarts,
    lastRestartAt: tally.lastRestartAt,
  };
}

/** True if an init container is not done; its reason then becomes the pod's. */
function tallyInit(
  pod: PodObject,
  status: PodStatus,
  sidecars: ReadonlySet<string>,
  all: Tally,
  restartable: Tally,
): boolean {
  for (const [index, container] of (status.initContainerStatuses ?? []).entries()) {
    countRestarts(container, all);
    const sidecar = sidecars.has(container.name);
    if (sidecar) countRestarts(container, restartable);
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && container.started === true) {
      if (container.ready === true) all.ready += 1;
      continue;
    }
    if (terminated !== undefined) all.reason = `Init:${endReason(terminated)}`;
    else if (waiting?.reason !== undefined && waiting.reason !== '' && waiting.reason !== 'PodInitializing') {
      all.reason = `Init:${waiting.reason}`;
    } else all.reason = `Init:${index}/${(pod.spec.initContainers ?? []).length}`;
    return true;
  }
  return false;
}

function tallyContainers(status: PodStatus, tally: Tally): Tally {
  let running = false;
  let failure: string | undefined;
  for (const container of [...(status.containerStatuses ?? [])].reverse()) {
    countRestarts(container, tally);
    const { terminated, waiting } = container.state ?? {};
    if (waiting?.reason !== undefined && waiting.reason !== '') tally.reason = waiting.reason;
    else if (terminated !== undefined) {
      tally.reason = endReason(terminated);
      if (terminated.exitCode !== 0) failure = tally.reason;
    } else if (container.ready === true && container.state?.running !== undefined) {
      running = true;
      tally.ready += 1;
    }
  }
  if (tally.reason === 'Completed') {
    if (running && holds(status, 'Ready')) tally.reason = 'Running';
    else if (failure !== undefined) tally.reason = failure;
    else if (running) tally.reason = 'NotReady';
  }
  return tally;
}

function countRestarts(container: ContainerStatus, tally: Tally): void {
  tally.restarts += container.restartCount ?? 0;
  const finishedAt = container.lastState?.terminated?.finishedAt;
  if (finishedAt !== undefined && (tally.lastRestartAt === undefined || finishedAt > tally.lastRestartAt)) {
    tally.lastRestartAt = finishedAt;
  }
}

function endReason(terminated: { exitCode: number; signal?: number; reason?: string }): string {
  if (terminated.reason !== undefined && terminated.reason !== '') return terminated.reason;
  return terminated.signal === undefined || terminated.signal === 0
    ? `ExitCode:${terminated.exitCode}`
    : `Signal:${terminated.signal}`;
}

function gated(status: PodStatus): boolean {
  return (
    status.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated') ??
    false
  );
}

function terminating(pod: PodObject, status: PodStatus, phase: string): string | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  if (status.reason === 'NodeLost') return 'Unknown';
  return phase === 'Succeeded' || phase === 'Failed' ? undefined : 'Terminating';
}
