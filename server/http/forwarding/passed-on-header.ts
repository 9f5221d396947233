/** The header in which a front says what only it can see of a request that it passes on. */

import { isIP } from 'node:net';
import { z } from 'zod';
import { parseReplicaId } from '#protocol/replica-ids.ts';
import type { Arrival, Front } from '../request/arrival.ts';
import { isRequestId } from '../request/request-id.ts';

/** Lower case, as Node has names of headers. Clients may send it as well: nobody reads theirs. */
export const PASSED_ON_HEADER = 'x-podshell-forwarded';

/** An arrival with its front. */
export type PassedOnArrival = Arrival & { readonly front: Front };

/** More than the longest address, replica id and request id need. */
const MAX_LENGTH = 400;

const schema = z.object({
  // A connection that has just ended has no address any more.
  peer: z.string().refine((peer) => peer === '' || isIP(peer) !== 0),
  front: z.object({
    replicaId: z.string().refine((id) => parseReplicaId(id) !== undefined),
    requestId: z.string().refine(isRequestId),
  }),
});

/** The header's value: base64url of JSON. */
export function encodePassedOn({ peer, front }: PassedOnArrival): string {
  const { replicaId, requestId } = front;
  return Buffer.from(JSON.stringify({ peer, front: { replicaId, requestId } })).toString('base64url');
}

/**
 * Reads the header's lines.
 * @returns undefined unless there is exactly one, well-formed
 */
export function decodePassedOn(lines: readonly string[] | undefined): PassedOnArrival | undefined {
  const [value = '', ...more] = lines ?? [];
  if (more.length > 0 || value.length > MAX_LENGTH) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  } catch {
    return undefined;
  }
}
