/** What a pod's status means to the user: how urgent it is, and why. */

import type { Container, Pod } from '#protocol/api.ts';

/** `failing` needs attention, `waiting` and `ending` are temporary, `done` will not run again. */
export type HealthKind = 'failing' | 'unready' | 'waiting' | 'ending' | 'running' | 'done';

export interface PodHealth {
  readonly kind: HealthKind;
  /** Most urgent first, from 0. */
  readonly rank: number;
}

const ORDER: readonly HealthKind[] = ['failing', 'unready', 'waiting', 'ending', 'running', 'done'];
const WAITING = new Set(['Pending', 'ContainerCreating', 'PodInitializing', 'SchedulingGated']);
const DONE = new Set(['Completed', 'Succeeded']);
const INIT_PROGRESS = /^Init:\d+\/\d+$/;

/** Classifies by the status that kubectl prints, and by readiness. */
export function podHealth(pod: Pick<Pod, 'status' | 'readyContainers' | 'totalContainers'>): PodHealth {
  const kind = healthKind(pod);
  return { kind, rank: ORDER.indexOf(kind) };
}

function healthKind(pod: Pick<Pod, 'status' | 'readyContainers' | 'totalContainers'>): HealthKind {
  const { status } = pod;
  if (status === 'Running') return pod.readyContainers < pod.totalContainers ? 'unready' : 'running';
  if (status === 'NotReady') return 'unready';
  if (status === 'Terminating') return 'ending';
  if (DONE.has(status)) return 'done';
  if (WAITING.has(status) || INIT_PROGRESS.test(status)) return 'waiting';
  return 'failing';
}

/**
 * Why the pod has its status, as the cluster reports it: the reason of the first container that is not running, which is
 * closest to the cause, else the pod's. '' if there is none.
 */
export function statusReason(pod: Pod): string {
  return pod.containers.find((container) => tellsWhy(container))?.message ?? pod.statusMessage;
}

function tellsWhy(container: Container): boolean {
  return container.message !== '' && container.state !== 'running' && container.exitCode !== 0;
}
