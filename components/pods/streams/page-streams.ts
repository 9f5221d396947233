import { openEvents } from './browser-source.ts';
import { pageWorker } from './page-worker.ts';
import { workerStreams } from './worker-streams.ts';

/**
 * Opens an event stream of pods, over a connection that all pages of the browser share: a browser opens at most six
 * HTTP/1.1 connections to a server. Some browsers have no shared workers; there, each stream has a connection.
 */
export const openPodStream = throughWorker() ?? openEvents;

/** Starts the worker, early: this runs when the page's scripts do. */
function throughWorker(): typeof openEvents | undefined {
  const { worker, begun, hasFailed } = pageWorker();
  if (worker === undefined || hasFailed) return undefined;
  const { port } = worker;
  const streams = workerStreams({
    post: (message) => port.postMessage(message),
    after: setTimeout,
    openAlone: openEvents,
    begun,
  });
  worker.onerror = streams.fail;
  return (route) => {
    const stream = streams.open(route);
    // Only now: what has come of a stream that was begun waits for it.
    port.onmessage = ({ data }) => streams.receive(data);
    return stream;
  };
}
