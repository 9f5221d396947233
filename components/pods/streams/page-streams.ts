import { openEvents } from './browser-source.ts';
import { workerStreams } from './worker-streams.ts';

/**
 * Opens an event stream of pods, over a connection that all pages of the browser share: a browser opens at most six
 * HTTP/1.1 connections to a server. Some browsers have no shared workers; there, each stream has a connection.
 */
export const openPodStream = throughWorker() ?? openEvents;

/** Starts the worker, early: this runs when the page's scripts do. */
function throughWorker(): typeof openEvents | undefined {
  if (typeof SharedWorker === 'undefined') return undefined;
  try {
    const worker = new SharedWorker(new URL('./pod-worker.ts', import.meta.url));
    const { port } = worker;
    const streams = workerStreams({
      post: (message) => port.postMessage(message),
      after: setTimeout,
      openAlone: openEvents,
    });
    worker.onerror = streams.fail;
    port.onmessage = ({ data }) => streams.receive(data);
    return streams.open;
  } catch {
    // Browsers that store nothing for the site refuse.
    return undefined;
  }
}
