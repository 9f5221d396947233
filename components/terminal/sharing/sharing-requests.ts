/** What a page asks the server of links to a shell. None of these rejects. */

import { sessionViewRoute, sessionViewsRoute, viewRoute } from '#components/addresses/api-routes.ts';
import { type Answer, ask } from '#components/failures/read-failure.ts';
import type { SharedView, Sharing, ViewPlace } from '#protocol/sharing.ts';

/** The links to one's shell. */
export async function loadLinks(
  sessionId: string,
  signal: AbortSignal,
): Promise<Answer<readonly SharedView[]>> {
  return ask(
    () => fetch(sessionViewsRoute(sessionId), { cache: 'no-store', signal }),
    async (response) => ((await response.json()) as Sharing).links,
  );
}

export async function createLink(sessionId: string): Promise<Answer<SharedView>> {
  return ask(
    () => fetch(sessionViewsRoute(sessionId), { method: 'POST' }),
    (response) => response.json() as Promise<SharedView>,
  );
}

/** Ends a link or removes a watcher. @param id of one of them; undefined: ends all links */
export async function endView(sessionId: string, id: string | undefined): Promise<Answer<true>> {
  const route = id === undefined ? sessionViewsRoute(sessionId) : sessionViewRoute(sessionId, id);
  return ask(
    () => fetch(route, { method: 'DELETE' }),
    async (): Promise<true> => true,
  );
}

/** What a link leads to. */
export async function openLink(viewId: string, signal: AbortSignal): Promise<Answer<ViewPlace>> {
  return ask(
    () => fetch(viewRoute(viewId), { cache: 'no-store', signal }),
    (response) => response.json() as Promise<ViewPlace>,
  );
}
