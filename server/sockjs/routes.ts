/** The URL grammar of SockJS: maps paths under the prefix to routes. The query is ignored. */

/** The last part of a session URL, `/{server}/{session}/{endpoint}`. */
export const SESSION_ENDPOINTS = [
  'websocket',
  'xhr',
  'xhr_send',
  'xhr_streaming',
  'eventsource',
  'htmlfile',
  'jsonp',
  'jsonp_send',
] as const;
export type SessionEndpoint = (typeof SESSION_ENDPOINTS)[number];

export type Route =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'info' }
  | { readonly kind: 'iframe' }
  | { readonly kind: 'raw-websocket' }
  | { readonly kind: 'session'; readonly endpoint: SessionEndpoint; readonly sessionId: string }
  | { readonly kind: 'unknown' };

/** Maximum length of a session id in characters; sockjs-client uses 8. */
const MAX_SESSION_ID = 256;

const IFRAME = /^\/iframe[-0-9._a-z]*\.html$/;
const SESSION = /^\/[^/.]+\/([^/.]+)\/([a-z_]+)$/;
const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*/i;

const ENDPOINTS: ReadonlySet<string> = new Set(SESSION_ENDPOINTS);

/**
 * Parses a request target. Accepts one slash at the end, as the reference server does.
 * @returns undefined if the target is not under the prefix
 */
export function parseRoute(prefix: string, target: string): Route | undefined {
  const path = pathOf(target);
  if (!path.startsWith(prefix)) return undefined;
  const rest = path.slice(prefix.length);
  if (rest === '' || rest === '/') return { kind: 'greeting' };
  if (!rest.startsWith('/')) return undefined;
  return parseRest(rest.endsWith('/') ? rest.slice(0, -1) : rest);
}

function parseRest(rest: string): Route {
  if (rest === '/info') return { kind: 'info' };
  if (rest === '/websocket') return { kind: 'raw-websocket' };
  if (IFRAME.test(rest)) return { kind: 'iframe' };
  const match = SESSION.exec(rest);
  if (match === null) return { kind: 'unknown' };
  const [, sessionId = '', endpoint = ''] = match;
  if (sessionId.length > MAX_SESSION_ID || !isSessionEndpoint(endpoint)) return { kind: 'unknown' };
  return { kind: 'session', endpoint, sessionId };
}

function isSessionEndpoint(name: string): name is SessionEndpoint {
  return ENDPOINTS.has(name);
}

function pathOf(target: string): string {
  const query = target.indexOf('?');
  const path = query === -1 ? target : target.slice(0, query);
  return path.startsWith('/') ? path : path.replace(ABSOLUTE_FORM, '');
}

/** The value of a query parameter, percent-decoded; undefined if it is absent. */
export function queryParameter(target: string, name: string): string | undefined {
  const query = target.indexOf('?');
  if (query === -1) return undefined;
  return new URLSearchParams(target.slice(query + 1)).get(name) ?? undefined;
}
