import { sessionRoute } from '#components/addresses/api-routes.ts';

/**
 * Ends a shell and everything that runs in it, also while the page is being left. Never throws: where the request
 * fails, the server ends the session when its resume time is over.
 */
export function endSession(sessionId: string, fetcher: typeof fetch = fetch): void {
  fetcher(sessionRoute(sessionId), { method: 'DELETE', keepalive: true }).catch(() => {});
}
