/** Asks the cluster whether a caller may open a shell, caches the answer for seconds, and explains a refusal. */

import type { ExecAccess } from '#protocol/api.ts';
import type { Clock } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { ClusterLimits } from '../limits.ts';
import { askAccess } from './ask-access.ts';

/**
 * An exec over WebSocket is a GET, so the API server asks for `get` on `pods/exec`; from Kubernetes 1.35 on it
 * asks for `create` too. We check both, so that a role that will stop working is found early.
 */
const VERBS = ['get', 'create'] as const;
type Verb = (typeof VERBS)[number];

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
  readonly #kept = new Map<string, Kept>();

  constructor(limits: ClusterLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
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
    const answer = ask(identity, namespace, pod);
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
  identity: ClusterIdentity,
  namespace: string,
  pod: string | undefined,
): Promise<ExecAccess> {
  const answers = await Promise.all(VERBS.map((verb) => askVerb(identity, namespace, pod, verb)));
  const missing = VERBS.filter((_verb, index) => answers[index] === false);
  if (missing.length === 0) return { allowed: true, detail: '' };
  return { allowed: false, missing, detail: explainMissing(missing, namespace, pod) };
}

function askVerb(
  identity: ClusterIdentity,
  namespace: string,
  pod: string | undefined,
  verb: Verb,
): Promise<boolean> {
  const everywhere = namespace === ALL_NAMESPACES ? '' : namespace;
  return askAccess(identity, { namespace: everywhere, verb, subresource: 'exec', pod });
}

function explainMissing(missing: readonly Verb[], namespace: string, pod: string | undefined): string {
  const where = pod === undefined ? 'here' : `in pod "${pod}"`;
  return (
    `You don't have permission to open a shell ${where}: you need ${missing.join(' and ')} on pods/exec in ` +
    `namespace "${namespace}". Ask a cluster admin for a role there with the rule ` +
    '{apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"]}.'
  );
}
