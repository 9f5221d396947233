/** What only Next itself may put into a request. From outside it would choose another page than the path says. */

import type { IncomingMessage } from 'node:http';
import { filterInternalHeaders } from 'next/dist/server/lib/server-ipc/utils.js';

/** Parameters with these prefixes stand for parts of the path, and would replace them. */
const PARAMETERS = /^nxt[PI]/;

/** Takes them out of a request. */
export function dropInternalParts(request: Pick<IncomingMessage, 'headers' | 'url'>): void {
  filterInternalHeaders(request.headers);
  const { url = '/' } = request;
  const start = url.indexOf('?');
  // Escapes may hide the prefix; a query without any is left as it is.
  if (start < 0 || !/n|%/.test(url.slice(start))) return;
  const kept = url
    .slice(start + 1)
    .split('&')
    .filter((part) => ![...new URLSearchParams(part).keys()].some((name) => PARAMETERS.test(name)));
  request.url = kept.length === 0 ? url.slice(0, start) : `${url.slice(0, start)}?${kept.join('&')}`;
}
