/** Compresses answers with the middleware that Next brings along; see decision 35. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** @param require of a module beside which Next is installed */
export function compressionOf(
  require: NodeJS.Require,
): (request: IncomingMessage, response: ServerResponse) => void {
  const middleware = (require('next/dist/compiled/compression') as () => Middleware)();
  return (request, response) => {
    middleware(request, response, () => {});
    response.once('close', () => {
      if (!response.writableFinished) release(response);
    });
  };
}

/**
 * Frees the stream of a response whose client has left: the middleware would never end it, and zlib's memory outlives the
 * response. The middleware passes listeners for `drain` on to its stream, which is how that is found.
 */
function release(response: ServerResponse): void {
  const listener = () => {};
  const stream: unknown = response.on('drain', listener);
  if (stream !== response && stream instanceof Duplex) stream.destroy();
  else response.off('drain', listener);
}
