/** Resolves a request to the one container that a shell opens in, or says why there is none. */

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
  /** To attach to the main process. That takes the pod's manifest, which says what the process is like. */
  readonly attach?: boolean | undefined;
}

/**
 * Resolves the defaults and checks permission, pod, container and state, in this order: a caller without permission
 * must not learn what exists.
 * @throws PodshellError with a code of the contract
 */
export async function resolveShellTarget(
  identity: ClusterIdentity,
  reviews: ExecAccessReviews,
  wanted: WantedTarget,
): Promise<ShellTarget> {
  const namespace = wanted.namespace ?? identity.namespace;
  const { context, impersonated } = identity;
  const subject = { context, impersonated, namespace, pod: wanted.pod };
  const [access, read] = await Promise.allSettled([
    reviews.review(identity, namespace, wanted.pod),
    readPod(identity, namespace, wanted.pod),
  ]);
  if (access.status === 'rejected') throw toPodshellError(access.reason, subject);
  if (!access.value.allowed) throw new PodshellError('forbidden', access.value.detail);
  const target = { context, namespace, pod: wanted.pod };
  if (read.status === 'rejected') {
    // A role may allow pods/exec but not reading pods. With a container named, the exec itself will tell.
    if (isForbidden(read.reason) && wanted.container !== undefined && !wanted.attach) {
      return { ...target, container: wanted.container };
    }
    throw toPodshellError(read.reason, subject);
  }
  const pod = mapPod(read.value);
  const container = findContainer(pod, wanted.container);
  if (container.state !== 'running') throw notRunning(pod, container, wanted.attach === true);
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

function notRunning(pod: Pod, container: Container, attach: boolean): PodshellError {
  if (attach && container.kind === 'ephemeral' && container.state === 'terminated') {
    return new PodshellError(
      'container-not-running',
      `Container "${container.name}" of pod "${pod.name}" has ended, and ephemeral containers are not started again. ` +
        'Start a new debug container.',
    );
  }
  return new PodshellError(
    'container-not-running',
    `Container "${container.name}" of pod "${pod.name}" isn't running: ${whyNot(pod, container)}`,
  );
}

function whyNot(pod: Pod, container: Container): string {
  const because = container.message === '' ? '' : ` (${container.message})`;
  switch (container.state) {
    case 'terminated':
      return container.exitCode === 0
        ? `it finished (${container.reason || 'Completed'}). Choose a running container.`
        : `it ended with exit code ${container.exitCode}${named(container.reason)}${because}. Check its log.`;
    case 'waiting':
      return `it is waiting${named(container.reason)}${because}. ${waitingAdvice(container.reason)}`;
    case 'running':
    case 'unknown':
      return pod.node === ''
        ? `the pod isn't scheduled to a node yet${pod.statusMessage === '' ? '' : ` (${pod.statusMessage})`}. Try again when it is running.`
        : `the node hasn't reported it yet (pod is ${pod.status}). Try again when it is running.`;
  }
}

function named(reason: string): string {
  return reason === '' ? '' : `, ${reason}`;
}

function waitingAdvice(reason: string): string {
  switch (reason) {
    case 'CrashLoopBackOff':
      return 'It keeps crashing after each start: check its log, or open a shell right after the next start.';
    case 'ImagePullBackOff':
    case 'ErrImagePull':
    case 'InvalidImageName':
      return 'Check the image name and the permission to pull it.';
    default:
      return 'Try again when it is running.';
  }
}
