/**
 * What replicas tell each other each second, in both directions of one exchange. Also of which version of these messages they
 * are: during a deploy, two versions of Podshell run side by side.
 */

import { z } from 'zod';
import { parseReplicaId } from '#protocol/replica-ids.ts';

/** Of what travels between replicas. Raised by a change that older replicas do not understand. */
export const PEER_PROTOCOL = 1;

/** The oldest one that this replica still speaks. */
export const OLDEST_PEER_PROTOCOL = 1;

const versions = z.object({
  protocol: z.number().int().positive(),
  oldest: z.number().int().positive(),
  id: z.string().refine((id) => parseReplicaId(id) !== undefined),
});

const schema = versions.extend({
  /** Where the sender is reached; empty where it does not know. */
  url: z.union([z.literal(''), z.url({ protocol: /^https$/ })]),
  /** `ended`: its shells have ended, and the process is about to. */
  state: z.enum(['serving', 'draining', 'ended']),
  /** Replicas that have certainly ended, and how long that has been known. */
  gone: z.array(z.object({ id: z.string().max(64), ageMs: z.number().nonnegative() })).max(1000),
});

export type Hello = z.infer<typeof schema>;

export type ReadHello =
  | { readonly kind: 'understood'; readonly hello: Hello }
  /** It speaks no version that this replica does. */
  | {
      readonly kind: 'other-version';
      readonly id: string;
      readonly protocol: number;
      readonly oldest: number;
    }
  | { readonly kind: 'bad' };

/** @param value JSON from a peer */
export function readHello(value: unknown): ReadHello {
  const spoken = versions.safeParse(value);
  if (!spoken.success) return { kind: 'bad' };
  const { protocol, oldest } = spoken.data;
  if (protocol < OLDEST_PEER_PROTOCOL || oldest > PEER_PROTOCOL) {
    return { kind: 'other-version', ...spoken.data };
  }
  const whole = schema.safeParse(value);
  return whole.success ? { kind: 'understood', hello: whole.data } : { kind: 'bad' };
}
