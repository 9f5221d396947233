/**
 * The STATUS, READY and RESTARTS columns of `kubectl get pods`.
 * Source: printPod in kubernetes/pkg/printers/internalversion/printers.go.
 */

import type { ContainerState, ContainerStatus, PodObject, PodStatus } from '../objects.ts';

export interface PodSummary {
  readonly status: string;
  readonly readyContainers: number;
  readonly totalContainers: number;
  readonly restarts: number;
}

/** What kubectl prints for a pod. */
export function summarizePod(pod: PodObject): PodSummary {
  const status = pod.status ?? {};
  const sidecars = sidecarNames(pod);
  const initial = initialReason(status);
  const init = summarizeInit(pod, sidecars);
  const base = {
    totalContainers: (pod.spec?.containers?.length ?? 0) + sidecars.size,
    readyContainers: init.ready,
    restarts: init.restarts,
  };
  if (init.reason !== undefined && !hasCondition(status, 'Initialized')) {
    return { ...base, status: afterDeletion(pod, init.reason) };
  }
  const main = summarizeMain(status, init.reason ?? initial);
  return {
    ...base,
    readyContainers: init.ready + main.ready,
    restarts: init.sidecarRestarts + main.restarts,
    status: afterDeletion(pod, main.reason),
  };
}

/** Names of the init containers that keep running (KEP-753). */
export function sidecarNames(pod: PodObject): Set<string> {
  const init = pod.spec?.initContainers ?? [];
  return new Set(init.filter((container) => container.restartPolicy === 'Always').map(({ name }) => name));
}

function initialReason(status: PodStatus): string {
  const gated = status.conditions?.some(
    (condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return status.reason || status.phase || 'Unknown';
}

interface InitSummary {
  readonly ready: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  /** Undefined when every init container is done or, for a sidecar, started. */
  readonly reason: string | undefined;
}

function summarizeInit(pod: PodObject, sidecars: ReadonlySet<string>): InitSummary {
  const total = pod.spec?.initContainers?.length ?? 0;
  let ready = 0;
  let restarts = 0;
  let sidecarRestarts = 0;
  for (const [index, container] of (pod.status?.initContainerStatuses ?? []).entries()) {
    restarts += container.restartCount ?? 0;
    const isSidecar = sidecars.has(container.name);
    if (isSidecar) sidecarRestarts += container.restartCount ?? 0;
    if (container.state?.terminated?.exitCode === 0) continue;
    if (isSidecar && container.started === true) {
      if (container.ready === true) ready += 1;
      continue;
    }
    const reason = `Init:${initReason(container.state) ?? `${index}/${total}`}`;
    return { ready, restarts, sidecarRestarts, reason };
  }
  return { ready, restarts, sidecarRestarts, reason: undefined };
}

function initReason(state: ContainerState | undefined): string | undefined {
  if (state?.terminated !== undefined) return terminatedReason(state.terminated);
  const waiting = state?.waiting?.reason;
  return waiting && waiting !== 'PodInitializing' ? waiting : undefined;
}

function terminatedReason(terminated: NonNullable<ContainerState['terminated']>): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;
}

function summarizeMain(
  status: PodStatus,
  initial: string,
): { ready: number; restarts: number; reason: string } {
  let reason = initial;
  let ready = 0;
  let restarts = 0;
  // From last to first, so that the reason of the first container wins.
  for (const container of [...(status.containerStatuses ?? [])].reverse()) {
    restarts += container.restartCount ?? 0;
    const own = mainReason(container);
    if (own !== undefined) reason = own;
    else if (container.ready === true && container.state?.running !== undefined) ready += 1;
  }
  if (reason === 'Completed' && ready > 0) reason = hasCondition(status, 'Ready') ? 'Running' : 'NotReady';
  return { ready, restarts, reason };
}

function mainReason({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated === undefined ? undefined : terminatedReason(state.terminated);
}

function afterDeletion(pod: PodObject, reason: string): string {
  if (pod.metadata?.deletionTimestamp === undefined) return reason;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  const isTerminal = pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
  return isTerminal ? reason : 'Terminating';
}

function hasCondition(status: PodStatus, type: string): boolean {
  return (status.conditions ?? []).some(
    (condition) => condition.type === type && condition.status === 'True',
  );
}
