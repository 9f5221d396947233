/** The script of the shared worker. */

import { podStreamsRoute } from '#components/addresses/api-routes.ts';
import { every, openEvents } from './browser-source.ts';
import type { PageMessage } from './page-port.ts';
import { StreamHub } from './stream-hub.ts';

/** A request that takes longer has failed. Milliseconds. */
const PATIENCE_MS = 10_000;

const hub = new StreamHub({
  openEvents,
  openCombined: () => openEvents(podStreamsRoute()),
  every,
  async carry(stream, carried) {
    try {
      const { ok } = await fetch(podStreamsRoute(stream), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(carried),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return ok;
    } catch {
      return false;
    }
  },
});

self.addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0];
  if (port === undefined) return;
  const page = hub.connect((message) => port.postMessage(message));
  port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => page.receive(data));
  // Sent by browsers that know it when the page is gone; for the others it is the silence that tells.
  port.addEventListener('close', () => page.leave());
  port.start();
});
