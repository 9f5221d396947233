/** Asks whether somebody may exec where a shell of somebody else runs. */

import type { Caller } from '#server/ports.ts';
import type { ShellReview, ShellTarget } from '#server/terminal/ports.ts';
import type { ClientPool, ClusterIdentity } from '../client/client-pool.ts';
import { explain } from '../errors/explain.ts';
import type { ExecAccessReviews } from './exec-access.ts';
import { reviewShell } from './shell-review.ts';

/** The question with the caller's own identity, found anew each time: a kubeconfig may change meanwhile. */
export function reviewExec(
  { clients, reviews }: { readonly clients: ClientPool; readonly reviews: ExecAccessReviews },
  caller: Caller,
  target: ShellTarget,
): ShellReview {
  const identity = (): ClusterIdentity => clients.identity(caller, target.context);
  return {
    get key() {
      try {
        return reviewShell(reviews, identity(), target).key;
      } catch {
        return JSON.stringify([caller.userId, target]);
      }
    },
    async ask() {
      let known: ClusterIdentity;
      try {
        known = identity();
      } catch (error) {
        const { detail } = explain(error, target);
        return { kind: 'refused', failure: { code: 'forbidden', reason: detail } };
      }
      return reviewShell(reviews, known, target).ask();
    },
  };
}
