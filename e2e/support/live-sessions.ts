/** The server's sessions, as its API lists them. */

import type { APIRequestContext } from '@playwright/test';
import type { SessionList } from '#protocol/api.ts';

/** Ids of all sessions of the server's user. */
export async function liveSessions(request: APIRequestContext): Promise<readonly string[]> {
  const { items } = (await (await request.get('/api/sessions')).json()) as SessionList;
  return items.map(({ sessionId }) => sessionId);
}

/** Ends all of them. */
export async function endSessions(request: APIRequestContext): Promise<void> {
  const ids = await liveSessions(request);
  await Promise.all(ids.map((sessionId) => request.delete(`/api/sessions/${sessionId}`)));
}
