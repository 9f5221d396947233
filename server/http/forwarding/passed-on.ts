/** The owner's side: requests that a front has passed on run through everything that others run through. */

import type { RequestListener } from 'node:http';
import { writeProblem } from '../problem-response.ts';
import type { Arrivals } from '../request/arrival.ts';
import { NOT_COUNTED } from '../request-limits.ts';
import { type ServeOptions, serveRequest } from '../serve-request.ts';
import { decodePassedOn, PASSED_ON_HEADER } from './passed-on-header.ts';

const UNREADABLE = 'What the other replica says of this request cannot be read. Its version may differ.';

/**
 * Takes requests of other replicas, from a listener that nobody else can reach. Host, Origin and sign-in are checked again,
 * by what the front has seen of the client. The front counts each request in the limits and metrics, since it holds the
 * client's connection. Nothing is passed on twice.
 */
export function createPassedOn(serving: ServeOptions, arrivals: Arrivals): RequestListener {
  const options: ServeOptions = {
    ...serving,
    limits: NOT_COUNTED,
    frontDoor: undefined,
    onAnswered: undefined,
  };
  return (request, response) => {
    const arrival = decodePassedOn(request.headersDistinct[PASSED_ON_HEADER]);
    if (arrival === undefined) {
      writeProblem(response, 'bad-request', UNREADABLE);
      return;
    }
    arrivals.note(request, arrival);
    // The base path is off already.
    void serveRequest(request, response, options);
  };
}
