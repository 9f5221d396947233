/** From what a user asked for to the one container that a shell enters, or the reason why not. */

import type { Container, Pod } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { ShellTarget } from '#server/terminal/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { isForbidden } from '../errors/api-error.ts';
import { toPodshellError } from '../errors/explain.ts';
import { mapPod } from '../pods/map-pod.ts';
import { readPod } from '../pods/read-pod.ts';
import type { ExecAccessReviews } from './exec-access.ts';

export interface WantedTarget {
  readonly namespace?: string | undefined;
  readonly pod: string;
  readonly container?: string | undefined;
}

/**
 * Resolves the defaults and checks right, pod, container and state, in this order: who may not exec learns
 * nothing about what exists.
 * @throws PodshellError with a code of the contract
 */
export async function resolveShellTarget(
  identity: ClusterIdentity,
  reviews: ExecAccessReviews,
  wanted: WantedTarget,
): Promise<ShellTarget> {
  const namespace = wanted.namespace ?? identity.namespace;
  const subject = { context: identity.context, namespace, pod: wanted.pod };
  const [access, read] = await Promise.allSettled([
    reviews.review(identity, namespace, wanted.pod),
    readPod(identity, namespace, wanted.pod),
  ]);
  if (access.status === 'rejected') throw toPodshellError(access.reason, subject);
  if (!access.value.allowed) throw new PodshellError('forbidden', access.value.detail);
  const target = { context: identity.context, namespace, pod: wanted.pod };
  if (read.status === 'rejected') {
    // A role with pods/exec alone cannot read the pod; with a container named, the cluster decides at the start.
    if (isForbidden(read.reason) && wanted.container !== undefined) {
      return { ...target, container: wanted.container };
    }
    throw toPodshellError(read.reason, subject);
  }
  const pod = mapPod(read.value);
  const container = findContainer(pod, wanted.container);
  if (container.state !== 'running') throw notRunning(pod, container);
  return { ...target, container: container.name };
}

function findContainer(pod: Pod, wanted: string | undefined): Container {
  const name = wanted ?? pod.defaultContainer;
  const found = pod.containers.find((container) => container.name === name);
  if (found !== undefined) return found;
  const names = pod.containers.map((container) => container.name).join(', ');
  throw new PodshellError(
    'container-not-found',
    `Pod "${pod.name}" has no container "${name}". It has: ${names}.`,
  );
}

function notRunning(pod: Pod, container: Container): PodshellError {
  return new PodshellError(
    'container-not-running',
    `Container "${container.name}" of pod "${pod.name}" is not running: ${whyNot(pod, container)}`,
  );
}

function whyNot(pod: Pod, container: Container): string {
  const because = container.message === '' ? '' : ` (${container.message})`;
  switch (container.state) {
    case 'terminated':
      return container.exitCode === 0
        ? `it has finished (${container.reason || 'Completed'}). Choose a container that runs.`
        : `it ended with exit code ${container.exitCode}${named(container.reason)}${because}. Look at its log.`;
    case 'waiting':
      return `it waits${named(container.reason)}${because}. ${waitingAdvice(container.reason)}`;
    case 'running':
    case 'unknown':
      return pod.node === ''
        ? `the pod is not scheduled to a node yet${pod.statusMessage === '' ? '' : ` (${pod.statusMessage})`}. Try again when it runs.`
        : `the node has not reported it yet (pod is ${pod.status}). Try again when it runs.`;
  }
}

function named(reason: string): string {
  return reason === '' ? '' : `, ${reason}`;
}

function waitingAdvice(reason: string): string {
  switch (reason) {
    case 'CrashLoopBackOff':
      return 'It ends soon after each start: look at its log, or open a shell right after its next start.';
    case 'ImagePullBackOff':
    case 'ErrImagePull':
    case 'InvalidImageName':
      return 'Check the name of its image and the right to pull it.';
    default:
      return 'Try again when it runs.';
  }
}
