import { sessionRoute } from '#components/addresses/api-routes.ts';

/**
 * Ends a shell and all its processes, also while the page unloads. Never throws: if the request fails, the server ends
 * the session after its resume time.
 */
export function endSession(sessionId: string, fetcher: typeof fetch = fetch): void {
  fetcher(sessionRoute(sessionId), { method: 'DELETE', keepalive: true }).catch(() => {});
}
