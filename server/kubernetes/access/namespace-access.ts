/** Where a caller may open shells, asked for whole namespaces: a list of 10,000 pods must not ask for each. */

import type { AccessList } from '#protocol/api.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { ALL_NAMESPACES, type ExecAccessReviews } from './exec-access.ts';

/** Reviews under way at once: a cluster counts them against the caller's share. */
const AT_ONCE = 8;

/**
 * One answer for each namespace, in order. Who may exec everywhere, as admins may, costs one question for all.
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
