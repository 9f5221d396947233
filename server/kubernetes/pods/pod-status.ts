/**
 * The STATUS, READY and RESTARTS columns of `kubectl get pods`, as Kubernetes 1.36 prints them.
 * Source: printPod in kubernetes/pkg/printers/internalversion/printers.go.
 */

import type { ContainerState, ContainerStatus, PodObject, PodStatus } from '../objects.ts';

export interface PodSummary {
  readonly status: string;
  readonly readyContainers: number;
  readonly totalContainers: number;
  readonly restarts: number;
  /** When a container that was restarted since had ended for the last time, RFC 3339; null without restarts. */
  readonly lastRestartAt: string | null;
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
    restarts: init.restarts.count,
    lastRestartAt: init.restarts.lastAt,
  };
  if (init.reason !== undefined && !hasCondition(status, 'Initialized')) {
    return { ...base, status: afterDeletion(pod, init.reason) };
  }
  const main = summarizeMain(status, init.reason ?? initial, init.sidecarRestarts);
  return {
    ...base,
    readyContainers: init.ready + main.ready,
    restarts: main.restarts.count,
    lastRestartAt: main.restarts.lastAt,
    status: afterDeletion(pod, main.reason),
  };
}

interface Restarts {
  readonly count: number;
  readonly lastAt: string | null;
}

const NO_RESTARTS: Restarts = { count: 0, lastAt: null };

function addRestarts(
  { count, lastAt }: Restarts,
  { restartCount = 0, lastState }: ContainerStatus,
): Restarts {
  const endedAt = lastState?.terminated?.finishedAt;
  const isLater = endedAt !== undefined && (lastAt === null || Date.parse(endedAt) > Date.parse(lastAt));
  return { count: count + restartCount, lastAt: isLater ? endedAt : lastAt };
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
  readonly restarts: Restarts;
  readonly sidecarRestarts: Restarts;
  /** Undefined when every init container is done or, for a sidecar, started. */
  readonly reason: string | undefined;
}

function summarizeInit(pod: PodObject, sidecars: ReadonlySet<string>): InitSummary {
  const total = pod.spec?.initContainers?.length ?? 0;
  let ready = 0;
  let restarts = NO_RESTARTS;
  let sidecarRestarts = NO_RESTARTS;
  for (const [index, container] of (pod.status?.initContainerStatuses ?? []).entries()) {
    restarts = addRestarts(restarts, container);
    const isSidecar = sidecars.has(container.name);
    if (isSidecar) sidecarRestarts = addRestarts(sidecarRestarts, container);
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
  sidecarRestarts: Restarts,
): { ready: number; restarts: Restarts; reason: string } {
  let reason = initial;
  let failure: string | undefined;
  let ready = 0;
  let restarts = sidecarRestarts;
  // From last to first, so that the reason of the first container wins.
  for (const container of [...(status.containerStatuses ?? [])].reverse()) {
    restarts = addRestarts(restarts, container);
    const own = mainReason(container);
    if (own !== undefined) {
      reason = own;
      if (hasFailed(container)) failure = own;
    } else if (container.ready === true && container.state?.running !== undefined) ready += 1;
  }
  // One container that has completed says nothing about a pod whose others run or have failed.
  if (reason !== 'Completed') return { ready, restarts, reason };
  if (ready > 0 && hasCondition(status, 'Ready')) return { ready, restarts, reason: 'Running' };
  return { ready, restarts, reason: failure ?? (ready > 0 ? 'NotReady' : reason) };
}

/** Terminated with an exit code other than 0, and not waiting for its next start. */
function hasFailed({ state }: ContainerStatus): boolean {
  return !state?.waiting?.reason && state?.terminated !== undefined && state.terminated.exitCode !== 0;
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
