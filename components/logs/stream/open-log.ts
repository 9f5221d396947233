/** Asks our API for a log, with the browser's own means. */

import { podLogRoute } from '#components/addresses/api-routes.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { ask } from '#components/failures/read-failure.ts';
import { type LogWish, logParameters } from '#protocol/pod-log.ts';
import type { ByteReader, OpenedLog } from './log-follower.ts';

/** Opens the log of a container of this pod. Never rejects. */
export async function openLog(place: PodPlace, wish: LogWish): Promise<OpenedLog> {
  const abort = new AbortController();
  const request = () =>
    fetch(podLogRoute(place, logParameters(wish)), { cache: 'no-store', signal: abort.signal });
  return await ask(request, async (response) => readerOf(response, abort));
}

function readerOf(response: Response, abort: AbortController): ByteReader {
  const reader = response.body?.getReader();
  return {
    read: async () => (await reader?.read()) ?? { done: true },
    // Also for a read that waits, which would otherwise wait on.
    cancel: () => abort.abort(),
  };
}
