/** Names each request and upgrade, so that a response, the server's log and the audit log can be joined. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { addressesIn } from '#server/address-ranges.ts';

/** The header of every response that names its request, and of requests of proxies that name theirs. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

/** The id of a request: always the same for one request object. */
export type RequestIdOf = (request: Pick<IncomingMessage, 'socket' | 'headersDistinct'>) => string;

/** A UUID (RFC 9562), or the 32 hexadecimal digits that nginx makes. Anything else could carry what a client chose. */
const WELL_FORMED = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Makes a UUID for each request, or takes the well-formed id that a trusted proxy has given it.
 * @param trustedProxies addresses and CIDR ranges of the proxies in front; nobody else's header counts
 */
export function requestIdsBehind(trustedProxies: readonly string[]): RequestIdOf {
  const isTrusted = addressesIn(trustedProxies);
  const ids = new WeakMap<object, string>();
  return (request) => {
    const known = ids.get(request);
    if (known !== undefined) return known;
    const given = isTrusted(request.socket.remoteAddress ?? '') ? givenId(request) : undefined;
    const id = given ?? randomUUID();
    ids.set(request, id);
    return id;
  };
}

function givenId({ headersDistinct }: Pick<IncomingMessage, 'headersDistinct'>): string | undefined {
  const [given, ...more] = headersDistinct['x-request-id'] ?? [];
  return given !== undefined && more.length === 0 && WELL_FORMED.test(given) ? given : undefined;
}
