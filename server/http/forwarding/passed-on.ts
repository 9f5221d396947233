/** The owner's side: requests that a front has passed on run through everything that others run through. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseUpgrade, writeProblem } from '../problem-response.ts';
import type { Arrivals } from '../request/arrival.ts';
import { NOT_COUNTED } from '../request-limits.ts';
import { type ServeOptions, serveRequest } from '../serve-request.ts';
import { createUpgradeRouter } from '../upgrade-router.ts';
import { decodePassedOn, PASSED_ON_HEADER } from './passed-on-header.ts';

/** Takes requests of other replicas, from a listener that nobody else can reach. */
export interface PassedOn {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const UNREADABLE = 'What the other replica says of this request cannot be read. Its version may differ.';

/**
 * Host, Origin and sign-in are checked again, by what the front has seen of the client. The front counts each request in
 * the limits and metrics, since it holds the client's connection. Nothing is passed on twice.
 */
export function createPassedOn(serving: ServeOptions, arrivals: Arrivals): PassedOn {
  const options: ServeOptions = {
    ...serving,
    limits: NOT_COUNTED,
    frontDoor: undefined,
    onAnswered: undefined,
  };
  const upgrade = createUpgradeRouter(options);
  /** The base path is off already. */
  const note = (request: IncomingMessage): boolean => {
    const arrival = decodePassedOn(request.headersDistinct[PASSED_ON_HEADER]);
    if (arrival !== undefined) arrivals.note(request, arrival);
    return arrival !== undefined;
  };
  return {
    handleRequest(request, response) {
      if (note(request)) void serveRequest(request, response, options);
      else writeProblem(response, 'bad-request', UNREADABLE);
    },
    handleUpgrade(request, socket, head) {
      if (note(request)) upgrade(request, socket, head);
      else refuseUpgrade(socket, options.requestIdOf(request), 'bad-request', UNREADABLE);
    },
  };
}
