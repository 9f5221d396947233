/** The pod that is to be debugged, and on whose behalf. */

import type { ExecAccess } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock } from '#server/ports.ts';
import type { ExecAccessReviews } from '../access/exec-access.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { type Subject, toPodshellError } from '../errors/explain.ts';
import type { PodObject } from '../objects.ts';
import { readPod } from '../pods/read-pod.ts';

export interface DebugPlace {
  readonly identity: ClusterIdentity;
  /** For the right to patch `pods/ephemeralcontainers`. */
  readonly reviews: Pick<ExecAccessReviews, 'review'>;
  /** For the right to create pods. */
  readonly copyReviews: Pick<ExecAccessReviews, 'review'>;
  readonly clock: Clock;
  /** Like `Math.random`, for names. */
  readonly random: () => number;
  readonly namespace: string;
  readonly pod: string;
}

/**
 * The pod, together with the answer to a review. Throws PodshellError. A caller without the right must not learn what
 * exists.
 */
export async function readAllowed(
  place: DebugPlace,
  review: Promise<ExecAccess>,
): Promise<readonly [ExecAccess, PodObject]> {
  const { identity, namespace, pod } = place;
  const [access, read] = await Promise.allSettled([review, readPod(identity, namespace, pod)]);
  if (access.status === 'rejected') throw toPodshellError(access.reason, subjectOf(place));
  if (!access.value.allowed && read.status === 'rejected') {
    throw new PodshellError('forbidden', access.value.detail);
  }
  if (read.status === 'rejected') throw toPodshellError(read.reason, subjectOf(place));
  return [access.value, read.value];
}

/** The caller's answers to the rights to add a debug container, and to create a copy. */
export const mayDebug = ({ reviews, identity, namespace, pod }: DebugPlace): Promise<ExecAccess> =>
  reviews.review(identity, namespace, pod);

export const mayCopy = ({ copyReviews, identity, namespace }: DebugPlace): Promise<ExecAccess> =>
  copyReviews.review(identity, namespace);

/** Of all containers of the pod. */
export function namesOf({ spec = {} }: PodObject): ReadonlySet<string> {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  return new Set([...containers, ...initContainers, ...ephemeralContainers].map(({ name }) => name));
}

/** Whom and what a failure is about. */
export function subjectOf({
  identity,
  namespace,
  pod,
}: Pick<DebugPlace, 'identity' | 'namespace' | 'pod'>): Subject {
  const { context, impersonated } = identity;
  return { context, impersonated, namespace, pod };
}
