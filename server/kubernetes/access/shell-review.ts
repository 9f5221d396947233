/** Asks whether a user may still have a running shell. */

import { isPermissionRefused } from '#protocol/permission-refused.ts';
import type { ShellReview, ShellTarget, ShellVerdict } from '#server/terminal/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { explain } from '../errors/explain.ts';
import { EXEC_RIGHT, type PodRight } from '../pod-right.ts';
import type { ExecAccessReviews } from './exec-access.ts';

/**
 * The question for a shell in a pod, or with the reviews of attaching, for what is attached there. Containers do not
 * matter: the permission is for pods.
 */
export function reviewShell(
  reviews: Pick<ExecAccessReviews, 'renew'>,
  identity: ClusterIdentity,
  target: ShellTarget,
  right: PodRight = EXEC_RIGHT,
): ShellReview {
  const { namespace, pod } = target;
  return {
    key: JSON.stringify([identity.key, namespace, pod, right.subresource]),
    async ask(): Promise<ShellVerdict> {
      try {
        const { allowed, detail } = await reviews.renew(identity, namespace, pod);
        if (allowed) return { kind: 'allowed' };
        return { kind: 'refused', failure: { code: 'forbidden', reason: detail } };
      } catch (error) {
        const { code, detail } = explain(error, { ...target, impersonated: identity.impersonated });
        // The user, or Podshell for the user, may not even ask.
        const isRefusal = code === 'cluster-unauthenticated' || isPermissionRefused(code);
        return isRefusal ? { kind: 'refused', failure: { code, reason: detail } } : { kind: 'unknown' };
      }
    },
  };
}
