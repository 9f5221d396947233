/** What a pod's status means to the user: how urgent it is, and why. */

import type { Pod } from '#protocol/api.ts';

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
export function podHealth(pod: Pod): PodHealth {
  const kind = healthKind(pod);
  return { kind, rank: ORDER.indexOf(kind) };
}

/** True if what should go on ends again and again, without an error: between two runs kubectl prints `Completed`. */
export function isCompletedInVain({ status, phase, restarts }: Pod): boolean {
  return status === 'Completed' && phase === 'Running' && restarts > 0;
}

function healthKind(pod: Pod): HealthKind {
  const { status } = pod;
  if (status === 'Running') return pod.readyContainers < pod.totalContainers ? 'unready' : 'running';
  if (status === 'NotReady') return 'unready';
  if (status === 'Terminating') return 'ending';
  if (isCompletedInVain(pod)) return 'failing';
  if (DONE.has(status)) return 'done';
  if (WAITING.has(status) || INIT_PROGRESS.test(status)) return 'waiting';
  return 'failing';
}

/** What is wrong with a pod: `failed` is all that keeps it from running but crashes, for instance its image. */
export type PodProblem = 'crashing' | 'failed' | 'pending' | 'notready';

/** Most urgent first. */
export const podProblems: readonly PodProblem[] = ['crashing', 'failed', 'notready', 'pending'];

const CRASHES =
  /^(Init:)?(CrashLoopBackOff|Completed|Error|OOMKilled|RunContainerError|StartError|ContainerCannotRun|ExitCode:|Signal:)/;

/** Undefined if nothing is wrong. */
export function podProblem(pod: Pod): PodProblem | undefined {
  switch (healthKind(pod)) {
    case 'failing':
      // A failed pod does not run again.
      return pod.phase !== 'Failed' && CRASHES.test(pod.status) ? 'crashing' : 'failed';
    case 'unready':
      return 'notready';
    case 'waiting':
      return 'pending';
    case 'ending':
    case 'running':
    case 'done':
      return undefined;
  }
}
