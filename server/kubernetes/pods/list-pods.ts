import type { Query } from '../client/api-client.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { type Listed, listPages } from '../client/list-pages.ts';
import { podsPath } from '../client/paths.ts';
import { isForbidden } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { PodObject } from '../objects.ts';

export interface ListedPods extends Listed<PodObject> {
  /** The namespace that was listed, undefined for all. */
  readonly namespace: string | undefined;
}

/** Which pods: of a namespace, or one of them. */
export interface PodScope {
  /** Undefined: all that the caller may list. */
  readonly namespace: string | undefined;
  readonly pod?: string | undefined;
}

/** What a list or a watch is asked for besides its path. */
export function scopeQuery({ pod }: PodScope): Query {
  return pod === undefined ? {} : { fieldSelector: `metadata.name=${pod}` };
}

/**
 * Lists the pods of a namespace, or all that the caller may list: every namespace, else the context's. Throws as
 * the client.
 */
export async function listPods(
  identity: ClusterIdentity,
  scope: PodScope,
  limits: ClusterLimits,
  signal?: AbortSignal,
): Promise<ListedPods> {
  const query = scopeQuery(scope);
  const list = async (namespace: string | undefined): Promise<ListedPods> => ({
    ...(await listPages<PodObject>(identity.client, podsPath(namespace), limits, query, signal)),
    namespace,
  });
  try {
    return await list(scope.namespace);
  } catch (error) {
    if (scope.namespace !== undefined || !isForbidden(error)) throw error;
    return list(identity.namespace);
  }
}
