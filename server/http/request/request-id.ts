/** Names each request and upgrade, so that a response, the server's log and the audit log can be joined. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { addressesIn } from '#server/address-ranges.ts';
import { type ArrivalOf, byItsSocket } from './arrival.ts';

/** The header of every response that names its request, and of requests of proxies that name theirs. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

/** The id of a request: always the same for one request object. */
export type RequestIdOf = (request: Pick<IncomingMessage, 'socket' | 'headersDistinct'>) => string;

/** A UUID (RFC 9562), or the 32 hexadecimal digits that nginx makes. Anything else could carry what a client chose. */
const WELL_FORMED = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Makes a UUID for each request, or takes the well-formed id that a trusted proxy has given it, or the one that it has at
 * the replica that has passed it on.
 * @param trustedProxies addresses and CIDR ranges of the proxies in front; nobody else's header counts
 */
export function requestIdsBehind(
  trustedProxies: readonly string[],
  arrivalOf: ArrivalOf = byItsSocket,
): RequestIdOf {
  const isTrusted = addressesIn(trustedProxies);
  const ids = new WeakMap<object, string>();
  return (request) => {
    const known = ids.get(request);
    if (known !== undefined) return known;
    const { peer, front } = arrivalOf(request);
    const given = isTrusted(peer) ? givenId(request) : undefined;
    const id = front?.requestId ?? given ?? newId();
    ids.set(request, id);
    return id;
  };
}

/** A UUID as one string: Node joins it from 20 pieces, and V8 would keep those for as long as a connection keeps its id. */
function newId(): string {
  return Buffer.from(randomUUID(), 'latin1').toString('latin1');
}

/** True for an id that may be a request's. */
export function isRequestId(text: string): boolean {
  return WELL_FORMED.test(text);
}

function givenId({ headersDistinct }: Pick<IncomingMessage, 'headersDistinct'>): string | undefined {
  const [given, ...more] = headersDistinct['x-request-id'] ?? [];
  return given !== undefined && more.length === 0 && isRequestId(given) ? given : undefined;
}
