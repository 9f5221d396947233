/** What only Next itself may put into a request. From outside it would choose another page than the path says. */

import type { IncomingMessage } from 'node:http';

/** `filterInternalHeaders` of Next 16.4.6. */
const HEADERS: readonly string[] = [
  'x-middleware-rewrite',
  'x-middleware-redirect',
  'x-middleware-set-cookie',
  'x-middleware-skip',
  'x-middleware-override-headers',
  'x-middleware-next',
  'x-now-route-matches',
  'x-matched-path',
  'x-nextjs-data',
  'x-next-resume-state-length',
  'next-resume',
];

/** Parameters with these prefixes stand for parts of the path, and would replace them. */
const PARAMETERS = /^nxt[PI]/;

/** Takes them out of a request. */
export function dropInternalParts(request: Pick<IncomingMessage, 'headers' | 'url'>): void {
  for (const name of HEADERS) delete request.headers[name];
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
