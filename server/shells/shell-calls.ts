/** What replicas ask each other about shells. */

import { z } from 'zod';
import type { SessionInfo } from '#protocol/api.ts';
import { type Nothing, nothing } from '#server/peers/asking.ts';
import type { PeerCall } from '#server/peers/ports.ts';
import type { SessionCounts } from '#server/terminal/registry.ts';
import type { UnattachedSession } from '#server/terminal/surplus-sessions.ts';

/** How many sessions one user, or one client address, has on one replica. */
export type ShellCounts = SessionCounts;

/** What an owner tells the home of a key. */
export interface ToldCounts {
  /** Of {@link userKey} or {@link addressKey}. */
  readonly key: string;
  /** Without a session for which the home is being asked. */
  readonly counts: ShellCounts;
  /** What is told later by one replica has a greater number. */
  readonly number: number;
  /** The number of the question that the home has not answered yet, as far as the owner knows. */
  readonly asks: number | null;
}

const countsSchema = z.object({ total: z.number(), unbound: z.number(), unattached: z.number() });
const toldSchema = z.object({
  key: z.string(),
  counts: countsSchema,
  number: z.number(),
  asks: z.number().nullable(),
});
// Replicas of older versions do not say when it was used.
const unattachedSchema = z.object({
  sessionId: z.string(),
  since: z.number(),
  usedAt: z.number().default(0),
});
const reached = z.enum(['total', 'unbound']).nullable();

/** Asks the home whether one more may be issued. */
export const TAKE_SHELL: PeerCall<ToldCounts, { reached: z.infer<typeof reached> }> = {
  name: 'shell-take',
  request: toldSchema,
  answer: z.object({ reached }),
};

/** Tells the home. */
export const TELL_SHELLS: PeerCall<{ told: readonly ToldCounts[] }, Nothing> = {
  name: 'shells-tell',
  request: z.object({ told: z.array(toldSchema) }),
  answer: nothing,
};

/** Asks an owner for its newest. */
export const COUNT_SHELLS: PeerCall<{ key: string }, ToldCounts> = {
  name: 'shells-count',
  request: z.object({ key: z.string() }),
  answer: toldSchema,
};

export const UNATTACHED_SHELLS: PeerCall<{ userId: string }, { unattached: readonly UnattachedSession[] }> = {
  name: 'shells-unattached',
  request: z.object({ userId: z.string() }),
  answer: z.object({ unattached: z.array(unattachedSchema) }),
};

export const END_UNATTACHED: PeerCall<UnattachedSession, Nothing> = {
  name: 'shell-end-unattached',
  request: unattachedSchema,
  answer: nothing,
};

export const LIST_SHELLS: PeerCall<{ userId: string }, { items: readonly SessionInfo[] }> = {
  name: 'shells-list',
  request: z.object({ userId: z.string() }),
  answer: z.object({
    items: z.array(
      z.object({
        sessionId: z.string(),
        shellId: z.string().optional(),
        context: z.string(),
        namespace: z.string(),
        pod: z.string(),
        container: z.string(),
        shell: z.string(),
        state: z.enum(['issued', 'starting', 'attached', 'detached', 'ending']),
        startedAt: z.string(),
        offset: z.number(),
        lastLines: z.array(z.string()).optional(),
        attached: z.literal(true).optional(),
        ended: z.boolean().optional(),
      }),
    ),
  }) as unknown as z.ZodType<{ items: readonly SessionInfo[] }>,
};

const USER = 'user ';
const ADDRESS = 'address ';

export function userKey(userId: string): string {
  return `${USER}${userId}`;
}

/** Undefined for an address. */
export function userIn(key: string): string | undefined {
  return key.startsWith(USER) ? key.slice(USER.length) : undefined;
}

export function addressKey(address: string): string {
  return `${ADDRESS}${address}`;
}

/** Undefined for a user. */
export function addressIn(key: string): string | undefined {
  return key.startsWith(ADDRESS) ? key.slice(ADDRESS.length) : undefined;
}
