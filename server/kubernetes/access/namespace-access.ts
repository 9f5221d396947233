/** Where a caller may open shells, by namespace: a list of 10,000 pods must not cost 10,000 reviews. */

import type { AccessList } from '#protocol/api.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { ALL_NAMESPACES, type ExecAccessReviews } from './exec-access.ts';

/** Concurrent reviews: the API server counts them against the caller's share of its capacity. */
const AT_ONCE = 8;

/**
 * One answer for each namespace, in order. A caller who may exec everywhere, such as an admin, costs one review.
 * Throws as the client.
 */
export async function reviewNamespaces(
  reviews: Pick<ExecAccessReviews, 'review'>,
  identity: ClusterIdentity,
  namespaces: readonly string[],
): Promise<AccessList['items']> {
  const names = [...new Set(namespaces)];
  if (names.length > 1) {
    const everywhere = await reviews.review(identity, ALL_NAMESPACES);
    if (everywhere.allowed) return names.map((namespace) => ({ namespace, ...everywhere }));
  }
  const items: AccessList['items'][number][] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE);
    const answers = some.map(async (namespace) => ({
      namespace,
      ...(await reviews.review(identity, namespace)),
    }));
    items.push(...(await Promise.all(answers)));
  }
  return items;
}
