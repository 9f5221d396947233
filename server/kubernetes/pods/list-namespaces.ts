import type { NamespaceList } from '#protocol/api.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { listPages } from '../client/list-pages.ts';
import { NAMESPACES_PATH } from '../client/paths.ts';
import { isForbidden } from '../errors/api-error.ts';
import type { Kubeconfig } from '../kubeconfig/kubeconfig.ts';
import type { ClusterLimits } from '../limits.ts';
import type { NamespaceObject } from '../objects.ts';

/**
 * The namespaces of a cluster. A caller who may not list them gets the namespaces of all kubeconfig contexts with
 * the same cluster and user. Throws as the client.
 */
export async function listNamespaces(
  identity: ClusterIdentity,
  kubeconfig: Kubeconfig,
  limits: ClusterLimits,
): Promise<NamespaceList> {
  try {
    const keep = ({ metadata, status }: NamespaceObject) => ({
      name: metadata?.name ?? '',
      phase: status?.phase ?? '',
    });
    const { items } = await listPages(identity.client, NAMESPACES_PATH, limits, { keep });
    return { items, complete: true };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const names = knownNamespaces(identity, kubeconfig);
    return { items: names.map((name) => ({ name, phase: '' })), complete: false };
  }
}

function knownNamespaces(identity: ClusterIdentity, kubeconfig: Kubeconfig): string[] {
  const own = kubeconfig.contexts.find(({ name }) => name === identity.context);
  const alike = kubeconfig.contexts.filter(
    ({ cluster, user }) => cluster === own?.cluster && user === own.user,
  );
  const named = alike.flatMap(({ namespace }) => (namespace ? [namespace] : []));
  return [...new Set([identity.namespace, ...named])].sort();
}
