/** Why a pod is not well, from what the list knows of it: the exit of a run, an image, or a message of the cluster. */

import type { Container, ContainerExit, Pod } from '#protocol/api.ts';

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
  /** In the cluster's words; '' if it gives none. */
  | { readonly kind: 'message'; readonly text: string };

/** `missing-or-denied`: registries often do not tell these apart. */
export type ImageProblem = 'missing' | 'denied' | 'missing-or-denied' | 'other';

const IMAGE_REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);

/** The cause of the first container that is down; else of one that was restarted; else what the cluster says. */
export function podCause(pod: Pod): PodCause {
  for (const container of pod.containers) {
    const cause = container.state === 'running' ? undefined : containerCause(container);
    if (cause !== undefined) return cause;
  }
  if (pod.statusMessage !== '') return { kind: 'message', text: pod.statusMessage };
  const restarted = pod.containers.find(({ lastExit }) => lastExit !== null && lastExit.exitCode !== 0);
  if (restarted?.lastExit != null && restarted.state === 'running')
    return { kind: 'restarted', container: restarted.name, exit: restarted.lastExit };
  return { kind: 'message', text: '' };
}

/** Why a container is down; undefined if all is well with it, or the cluster does not say. */
export function containerCause(container: Container): PodCause | undefined {
  const { name, state, reason, message, exitCode, lastExit, image } = container;
  if (state === 'terminated') {
    if (exitCode === null || exitCode === 0) return undefined;
    return { kind: 'exit', container: name, exit: { exitCode, reason, message, finishedAt: null } };
  }
  if (IMAGE_REASONS.has(reason)) return { kind: 'image', problem: imageProblem(message), image, message };
  // The message of a back-off names only the container and the wait.
  if (reason === 'CrashLoopBackOff' && lastExit !== null)
    return { kind: 'exit', container: name, exit: lastExit };
  return message === '' ? undefined : { kind: 'message', text: message };
}

/** What the kubelet quotes from the container runtime and the registry. */
function imageProblem(message: string): ImageProblem {
  const denied = /denied|unauthorized|authentication required|forbidden/i.test(message);
  const missing = /not found|does not exist|manifest unknown|not present/i.test(message);
  if (denied) return missing ? 'missing-or-denied' : 'denied';
  return missing ? 'missing' : 'other';
}
