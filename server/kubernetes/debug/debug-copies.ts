/** The debug copies that Podshell has made of pods. */

import { COPY_LABEL, type DebugCopy, readMarks } from '#protocol/debug-copy.ts';
import { PodshellError } from '#protocol/problem.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { podPath, podsPath } from '../client/paths.ts';
import { isForbidden } from '../errors/api-error.ts';
import { toPodshellError } from '../errors/explain.ts';
import { statusOf } from '../exec/ending/end-cause.ts';
import type { ObjectList, PodObject } from '../objects.ts';
import { DELETE_RIGHT, ruleOf } from '../pod-right.ts';
import { summarizePod } from '../pods/pod-status.ts';
import { readPod } from '../pods/read-pod.ts';

/** The most that are told of; nobody makes as many. */
const MOST = 500;

/**
 * Newest first. Without a namespace those of all, or only of the context's namespace if the caller may not list all.
 * @param user the caller's name
 * @throws PodshellError
 */
export async function listCopies(
  identity: ClusterIdentity,
  namespace: string | undefined,
  user: string,
): Promise<DebugCopy[]> {
  const list = (scope: string | undefined) =>
    identity.client.get<ObjectList<PodObject>>(podsPath(scope), {
      query: { labelSelector: `${COPY_LABEL}=true`, limit: MOST },
    });
  try {
    const { items = [] } = await list(namespace).catch((error: unknown) => {
      if (namespace !== undefined || !isForbidden(error)) throw error;
      return list(identity.namespace);
    });
    return items
      .flatMap((pod) => copyIn(pod, user) ?? [])
      .sort((a, b) => order(b.createdAt, a.createdAt) || order(a.pod, b.pod));
  } catch (error) {
    throw toPodshellError(error, { ...subjectOf(identity), namespace });
  }
}

/** Times and names of Kubernetes are ASCII: nothing that `localeCompare` has to read a language for. */
function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function copyIn(pod: PodObject, user: string): DebugCopy | undefined {
  const { metadata = {} } = pod;
  const marks = readMarks(metadata.labels, metadata.annotations);
  if (marks === undefined) return undefined;
  return {
    of: visibleText(marks.of),
    container: visibleText(marks.container),
    createdBy: visibleText(marks.createdBy),
    namespace: metadata.namespace ?? '',
    pod: metadata.name ?? '',
    createdAt: metadata.creationTimestamp ?? '',
    status: visibleText(summarizePod(pod).status),
    running: statusOf(pod, marks.container)?.state?.running !== undefined,
    mine: marks.createdBy === user,
  };
}

/**
 * Deletes a copy, with the caller's own right to delete pods. What has no mark of ours is left alone.
 * @throws PodshellError
 */
export async function deleteCopy(identity: ClusterIdentity, namespace: string, pod: string): Promise<void> {
  try {
    const { metadata = {} } = await readPod(identity, namespace, pod);
    if (readMarks(metadata.labels, metadata.annotations) === undefined) {
      throw new PodshellError(
        'bad-request',
        `Pod "${pod}" isn't a debug copy that Podshell has made, so it is not deleted here. Use kubectl delete instead.`,
      );
    }
    // Another pod of the same name is none of ours.
    const preconditions = metadata.uid === undefined ? {} : { preconditions: { uid: metadata.uid } };
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', ...preconditions };
    await identity.client.delete(podPath(namespace, pod), options).catch((error: unknown) => {
      throw isForbidden(error) && !/impersonate/.test((error as Error).message)
        ? mayNotDelete(namespace, error)
        : error;
    });
  } catch (error) {
    throw toPodshellError(error, { ...subjectOf(identity), namespace, pod });
  }
}

function mayNotDelete(namespace: string, cause: unknown): PodshellError {
  return new PodshellError(
    'forbidden',
    `You don't have permission to ${DELETE_RIGHT.act('here')}. Ask a cluster admin for a role in namespace "${namespace}" ` +
      `with the rule ${ruleOf(DELETE_RIGHT)}, or to delete the copy.`,
    { cause },
  );
}

function subjectOf({ context, impersonated }: ClusterIdentity) {
  return { context, impersonated };
}
