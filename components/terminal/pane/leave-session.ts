import { leaveRoute } from '#components/addresses/api-routes.ts';

/**
 * Tells the server that the user closes a shell's page or terminal on purpose, so that it keeps the shell for a shorter
 * time than after a drop. Also while the page unloads. Never throws: without the message, the shell is kept for longer.
 */
export function leaveSession(sessionId: string, fetcher: typeof fetch = fetch): void {
  fetcher(leaveRoute(sessionId), { method: 'POST', keepalive: true }).catch(() => {});
}
