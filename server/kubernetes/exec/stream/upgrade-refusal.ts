/** What follows when the cluster refuses to open a stream: another attempt, or the end. */

import type { IncomingMessage } from 'node:http';
import type { Access } from '#server/kubernetes/client/credentials/credentials.ts';
import type { Clock } from '#server/ports.ts';
import type { ApiClient } from '../../client/api-client.ts';
import { readBody } from '../../client/body.ts';
import type { ApiStatusError } from '../../errors/api-error.ts';
import { refusedUpgrade } from '../../errors/blocked-upgrade.ts';
import { retryAfterMs } from '../../errors/retry-after.ts';

/** Why an upgrade did not happen. */
export type Refusal =
  | { readonly kind: 'refused'; readonly error: ApiStatusError }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A refused upgrade has started no process, so it may be attempted again. */
export interface Attempt {
  readonly access: Access;
  readonly path: string;
  /** Subprotocols that were not refused yet; the first one is offered. */
  readonly protocols: readonly string[];
  /** True after a 401: the credentials are renewed once. */
  readonly isRenewed: boolean;
  /** When to give up on a busy cluster, in milliseconds since the epoch. */
  readonly until: number;
}

export interface NextAttempt {
  readonly attempt: Attempt;
  /** How long the cluster wants to be left alone, in milliseconds; undefined: the attempt differs and may be made at once. */
  readonly waitMs: number | undefined;
}

/** The body of a refusal is a Status object of a few hundred bytes. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const REFUSAL_MS = 5_000;

/**
 * The attempt to make after a refused one: with renewed credentials, with the next subprotocol, or the same one later.
 * @returns undefined when the refusal stands
 * @throws what renewing the credentials throws
 */
export async function attemptAfter(
  attempt: Attempt,
  refusal: Refusal,
  { client, clock }: { readonly client: Pick<ApiClient, 'renewedAccess'>; readonly clock: Clock },
): Promise<NextAttempt | undefined> {
  const { access, isRenewed, until } = attempt;
  const status = refusal.kind === 'refused' ? refusal.error : undefined;
  const mayRenew = status?.httpStatus === 401 && !isRenewed;
  const renewed = mayRenew ? await client.renewedAccess(access) : undefined;
  if (renewed !== undefined) {
    return { attempt: { ...attempt, access: renewed, isRenewed: true }, waitMs: undefined };
  }
  const protocols = attempt.protocols.slice(1);
  if (protocols.length > 0 && isOfProtocol(refusal)) {
    return { attempt: { ...attempt, protocols }, waitMs: undefined };
  }
  const waitMs = status?.retryAfterMs;
  return waitMs === undefined || clock.now() + waitMs > until ? undefined : { attempt, waitMs };
}

/** Reads the answer to a request that was not upgraded. Never rejects. */
export async function readRefusal(response: IncomingMessage, clock: Clock): Promise<ApiStatusError> {
  const cancel = clock.after(REFUSAL_MS, () => response.destroy());
  const body = await readBody(response, MAX_REFUSAL_BYTES).catch(() => Buffer.alloc(0));
  cancel();
  const status = response.statusCode ?? 0;
  const wait = retryAfterMs(status, response.headers['retry-after'], clock.now());
  return refusedUpgrade(status, body.toString('utf8'), wait);
}

/**
 * True when the server does not know the offered subprotocol. The API server refuses then without a reason, unlike one
 * that refuses a caller; others upgrade without naming a subprotocol, and `ws` says so.
 */
export function isOfProtocol({ kind, error }: Refusal): boolean {
  if (kind === 'failed') return error instanceof Error && /\bsubprotocol$/.test(error.message);
  return (error.httpStatus === 403 || error.httpStatus === 400) && error.apiMessage === '';
}
