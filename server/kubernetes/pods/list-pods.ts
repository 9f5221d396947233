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

/**
 * Lists the pods of a namespace, or all that the caller may list: every namespace, else the context's. Throws as
 * the client.
 */
export async function listPods(
  identity: ClusterIdentity,
  namespace: string | undefined,
  limits: ClusterLimits,
  signal?: AbortSignal,
): Promise<ListedPods> {
  const list = async (scope: string | undefined): Promise<ListedPods> => ({
    ...(await listPages<PodObject>(identity.client, podsPath(scope), limits, {}, signal)),
    namespace: scope,
  });
  try {
    return await list(namespace);
  } catch (error) {
    if (namespace !== undefined || !isForbidden(error)) throw error;
    return list(identity.namespace);
  }
}
