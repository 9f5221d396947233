/** Asks the cluster whether a caller has a right on pods, caches the answer for seconds, and explains a refusal. */

import type { ExecAccess } from '#protocol/api.ts';
import type { Clock } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { ClusterLimits } from '../limits.ts';
import { EXEC_RIGHT, type PodRight, resourceOf, ruleOf } from '../pod-right.ts';
import { askAccess } from './ask-access.ts';

/** Means every namespace; it is not a valid name of one. */
export const ALL_NAMESPACES = '*';

/** Maximum number of cached answers. */
const MAX_KEPT = 10_000;

interface Kept {
  readonly expiresAt: number;
  readonly answer: Promise<ExecAccess>;
}

/** Sends access reviews and caches the answers by identity, namespace and pod, because a role may name single pods. */
export class ExecAccessReviews {
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;
  readonly #right: PodRight;
  readonly #kept = new Map<string, Kept>();

  /** @param right what is asked for; by default, to open shells */
  constructor(limits: ClusterLimits, clock: Clock, right: PodRight = EXEC_RIGHT) {
    this.#limits = limits;
    this.#clock = clock;
    this.#right = right;
  }

  /**
   * Throws as the client.
   * @param namespace `*` for all namespaces at once
   * @param pod undefined for any pod; a role that names single pods does not count then
   */
  review(identity: ClusterIdentity, namespace: string, pod?: string): Promise<ExecAccess> {
    const key = JSON.stringify([identity.key, namespace, pod ?? null]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.expiresAt > this.#clock.now()) return kept.answer;
    return this.renew(identity, namespace, pod);
  }

  /** As {@link review}, always by asking the cluster. */
  renew(identity: ClusterIdentity, namespace: string, pod?: string): Promise<ExecAccess> {
    const answer = ask(this.#right, identity, namespace, pod);
    this.#keep(JSON.stringify([identity.key, namespace, pod ?? null]), answer);
    return answer;
  }

  #keep(key: string, answer: Promise<ExecAccess>): void {
    const now = this.#clock.now();
    if (this.#kept.size >= MAX_KEPT) {
      for (const [old, { expiresAt }] of this.#kept) if (expiresAt <= now) this.#kept.delete(old);
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    }
    const kept = { expiresAt: now + this.#limits.accessMs, answer };
    this.#kept.set(key, kept);
    answer.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    });
  }
}

async function ask(
  right: PodRight,
  identity: ClusterIdentity,
  namespace: string,
  pod: string | undefined,
): Promise<ExecAccess> {
  const { verbs, subresource } = right;
  const answers = await Promise.all(
    verbs.map((verb) => askVerb(identity, namespace, pod, { verb, subresource })),
  );
  const missing = verbs.filter((_verb, index) => answers[index] === false);
  if (missing.length === 0) return { allowed: true, detail: '' };
  return { allowed: false, missing, detail: explainMissing(right, missing, namespace, pod) };
}

function askVerb(
  identity: ClusterIdentity,
  namespace: string,
  pod: string | undefined,
  asked: { readonly verb: string; readonly subresource: string },
): Promise<boolean> {
  const everywhere = namespace === ALL_NAMESPACES ? '' : namespace;
  return askAccess(identity, { ...asked, namespace: everywhere, pod });
}

function explainMissing(
  right: PodRight,
  missing: readonly string[],
  namespace: string,
  pod: string | undefined,
): string {
  const where = pod === undefined ? 'here' : `in pod "${pod}"`;
  return (
    `You don't have permission to ${right.act(where)}: you need ${missing.join(' and ')} on ` +
    `${resourceOf(right)} in namespace "${namespace}". Ask a cluster admin for a role there with the rule ` +
    `${ruleOf(right)}.`
  );
}
