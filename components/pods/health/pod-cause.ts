/** Why a pod is not well, from what the list knows of it: the exit of a run, an image, or a message of the cluster. */

import type { Container, ContainerExit, Pod } from '#protocol/api.ts';
import { isCompletedInVain } from './pod-health.ts';

export type PodCause =
  /** A run of the container ended, and the container is down. */
  | { readonly kind: 'exit'; readonly container: string; readonly exit: ContainerExit }
  /** The same, but the container runs again. */
  | { readonly kind: 'restarted'; readonly container: string; readonly exit: ContainerExit }
  | {
      readonly kind: 'image';
      readonly problem: ImageProblem;
      readonly image: string;
      readonly message: string;
    }
  /** The pod failed as a whole. Reason and message are the cluster's. */
  | { readonly kind: 'pod'; readonly reason: string; readonly message: string }
  /** In the cluster's words; '' if it gives none. */
  | { readonly kind: 'message'; readonly text: string };

/** `missing-or-denied`: registries often do not tell these apart. */
export type ImageProblem = 'missing' | 'denied' | 'missing-or-denied' | 'other';

const IMAGE_REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);

/**
 * What ended the pod; else the cause of the first container that is down; else of one that was restarted; else what the
 * cluster says.
 */
export function podCause(pod: Pod): PodCause {
  if (pod.statusReason !== undefined)
    return { kind: 'pod', reason: pod.statusReason, message: pod.statusMessage };
  // A debug container ends as its user left it.
  const containers = pod.containers.filter(({ kind }) => kind !== 'ephemeral');
  for (const container of containers) {
    const cause = container.state === 'running' ? undefined : containerCause(container);
    if (cause !== undefined) return cause;
  }
  const vain = isCompletedInVain(pod) && containers.find(({ kind }) => kind === 'regular');
  if (vain && vain.exitCode !== null)
    return { kind: 'exit', container: vain.name, exit: presentExit(vain, 0) };
  if (pod.statusMessage !== '') return { kind: 'message', text: pod.statusMessage };
  const restarted = containers.find(({ lastExit }) => lastExit !== null && lastExit.exitCode !== 0);
  if (restarted?.lastExit != null && restarted.state === 'running')
    return { kind: 'restarted', container: restarted.name, exit: restarted.lastExit };
  return { kind: 'message', text: '' };
}

/** Why a container is down; undefined if all is well with it, or the cluster does not say. */
export function containerCause(container: Container): PodCause | undefined {
  const { name, state, reason, message, exitCode, lastExit, image } = container;
  if (state === 'terminated') {
    if (exitCode === null || exitCode === 0) return undefined;
    return { kind: 'exit', container: name, exit: presentExit(container, exitCode) };
  }
  if (IMAGE_REASONS.has(reason)) return { kind: 'image', problem: imageProblem(message), image, message };
  // The message of a back-off names only the container and the wait.
  if (reason === 'CrashLoopBackOff' && lastExit !== null)
    return { kind: 'exit', container: name, exit: lastExit };
  return message === '' ? undefined : { kind: 'message', text: message };
}

function presentExit({ reason, message }: Container, exitCode: number): ContainerExit {
  return { exitCode, reason, message, finishedAt: null };
}

/** What the kubelet quotes from the container runtime and the registry. */
function imageProblem(message: string): ImageProblem {
  const denied = /denied|unauthorized|authentication required|forbidden/i.test(message);
  const missing = /not found|does not exist|manifest unknown|not present/i.test(message);
  if (denied) return missing ? 'missing-or-denied' : 'denied';
  return missing ? 'missing' : 'other';
}
