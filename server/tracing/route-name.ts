/** Names for spans: few, and without what a client wrote. */

const API = new Set(['contexts', 'me', 'namespaces', 'pod', 'pods', 'sessions', 'signin', 'signout']);
const PAGES = new Set(['pods', 'sessions', 'shell', 'signin']);

/** The route of a request, for instance `/api/pods`; undefined for files, which have no span. */
export function routeName(url: string): string | undefined {
  const [, first = '', second = ''] = url.split(/[?#]/, 1)[0]?.split('/') ?? [];
  if (first === '') return '/';
  if (first === 'api') return API.has(second) ? `/api/${second}` : '/api';
  return PAGES.has(first) ? `/${first}` : undefined;
}
