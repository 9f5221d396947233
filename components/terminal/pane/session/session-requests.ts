/** What a page tells the server of its shells, also while it unloads. Neither request throws. */

import { leaveRoute, sessionRoute } from '#components/addresses/api-routes.ts';

/** Ends a shell and all its processes. If the request fails, the server ends it after its resume time. */
export function endSession(sessionId: string, fetcher: typeof fetch = fetch): void {
  send('DELETE', sessionRoute(sessionId), fetcher);
}

/** Says that the user closes a shell's page or terminal on purpose: it is then kept for a shorter time than after a drop. */
export function leaveSession(sessionId: string, fetcher: typeof fetch = fetch): void {
  send('POST', leaveRoute(sessionId), fetcher);
}

function send(method: string, route: string, fetcher: typeof fetch): void {
  fetcher(route, { method, keepalive: true }).catch(() => {});
}
