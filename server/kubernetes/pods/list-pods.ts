import type { Pod } from '#protocol/api.ts';
import type { Query } from '../client/api-client.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { MetadataOnly } from '../client/list-form.ts';
import { type FirstPage, type Listed, listPages } from '../client/list-pages.ts';
import { podsPath } from '../client/paths.ts';
import { isForbidden } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { PodObject } from '../objects.ts';
import { mapPod } from './map-pod.ts';
import { POD_LISTS } from './pod-list-form.ts';
import { mapUnreadablePod } from './unreadable-pod.ts';

/** What is kept of a listed pod. */
export interface PodEntry {
  readonly pod: Pod;
  readonly resourceVersion: string;
}

export interface ListedPods extends Listed<PodEntry> {
  /** The namespace that was listed, undefined for all. */
  readonly namespace: string | undefined;
}

/** Which pods to list: those of a namespace, or a single one. */
export interface PodScope {
  /** Undefined: all namespaces that the caller may list. */
  readonly namespace: string | undefined;
  readonly pod?: string | undefined;
}

export interface ListPodsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onFirstPage?: ((page: FirstPage<PodEntry>) => void) | undefined;
}

/** The query of a list or watch of `scope`. */
export function scopeQuery({ pod }: PodScope): Query {
  return pod === undefined ? {} : { fieldSelector: `metadata.name=${pod}` };
}

/** Maps a pod object of the API to an entry. Never throws: one odd pod must not hide the others. */
export function podEntry(object: PodObject): PodEntry {
  try {
    const pod = mapPod(object);
    if (isNamed(pod)) return { pod, resourceVersion: object.metadata?.resourceVersion ?? '' };
  } catch {}
  return { pod: mapUnreadablePod(object, 'odd'), resourceVersion: '' };
}

/** False if a field by which pods are known is not the text that its type promises. */
function isNamed({ namespace, name, uid, status }: Pod): boolean {
  return [namespace, name, uid, status].every((field) => typeof field === 'string');
}

/** Undefined for what is no object with a name. */
function listedEntry(object: PodObject | null, only: MetadataOnly | undefined): PodEntry | undefined {
  if (!object?.metadata?.name) return undefined;
  if (only === undefined) return podEntry(object);
  return { pod: mapUnreadablePod(object, only), resourceVersion: '' };
}

/**
 * Lists the pods of a namespace. Without a namespace it lists all, or only the context's namespace if the caller may
 * not list all. Throws as the client.
 */
export async function listPods(
  identity: ClusterIdentity,
  scope: PodScope,
  limits: ClusterLimits,
  options: ListPodsOptions = {},
): Promise<ListedPods> {
  const list = async (namespace: string | undefined): Promise<ListedPods> => ({
    ...(await listPages(identity.client, podsPath(namespace), limits, {
      ...options,
      keep: listedEntry,
      form: POD_LISTS,
      query: scopeQuery(scope),
    })),
    namespace,
  });
  try {
    return await list(scope.namespace);
  } catch (error) {
    if (scope.namespace !== undefined || !isForbidden(error)) throw error;
    return list(identity.namespace);
  }
}
