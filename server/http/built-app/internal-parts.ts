/** What only Next itself may put into a request. From outside, it would choose another page than the path says, or fail. */

import type { IncomingMessage } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import { filterInternalHeaders } from 'next/dist/server/lib/server-ipc/utils.js';

/** Parameters with these prefixes stand for parts of the path, and would replace them. */
const PARAMETERS = /^nxt[PI]/;

/** What of the pages a client has. Without it, a page is sent whole. */
const CLIENT_STATE = 'next-router-state-tree';

/** Takes them out of a request. */
export function dropInternalParts(request: Pick<IncomingMessage, 'headers' | 'url'>): void {
  filterInternalHeaders(request.headers);
  if (!isReadable(request.headers[CLIENT_STATE])) delete request.headers[CLIENT_STATE];
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

/** A page that cannot read it answers 500, and logs an error. */
function isReadable(state: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(state);
    return true;
  } catch {
    return false;
  }
}
