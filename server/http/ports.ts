/** The handlers that the HTTP server passes accepted requests to. */

import type { ClientRequest, IncomingMessage, RequestOptions, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemCode } from '#protocol/problem.ts';
import type { Peer } from '#server/peers/ports.ts';
import type { Authenticated, Caller, Presented } from '#server/ports.ts';
import type { RequestTarget } from './request/request-target.ts';

/** The SockJS endpoint, for callers who are known. Both methods return true if they handle the request. */
export interface SockjsEndpoint {
  handleRequest(request: IncomingMessage, response: ServerResponse, caller: Caller): boolean;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, caller: Caller): boolean;
}

/** Passes on what belongs to another replica. */
export interface FrontDoor {
  /** True if it has taken the request. The response's headers are then those of the other replica. */
  takeRequest(target: RequestTarget, request: IncomingMessage, response: ServerResponse): boolean;
  /** The same for a file of the pages, for anybody: true if another replica has it, and this one does not. */
  takeFile(target: RequestTarget, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/**
 * Begins a request to the listener of another replica, over a connection on which both have proved themselves. Its body and
 * its end are still to come. How many may be open is not limited: their clients are.
 */
export type RequestPeer = (
  peer: Peer,
  options: Pick<RequestOptions, 'method' | 'path' | 'headers' | 'maxHeaderSize'>,
) => ClientRequest;

/** Pages, assets and API routes. */
export interface PageServer {
  /**
   * Answers any request. Rejects if it fails.
   * @param caller undefined for the few paths that are open to everybody
   */
  handleRequest(
    request: IncomingMessage,
    response: ServerResponse,
    caller: Caller | undefined,
  ): Promise<void>;
  /** True if it handles the upgrade: hot reload in development. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Tells who sends a request. */
export interface Gate {
  /** @throws PodshellError `unauthenticated`, `sign-in-unavailable` */
  authenticate(presented: Presented): Authenticated | Promise<Authenticated>;
}

/**
 * Called for each request and upgrade that is refused before anything is done for it.
 * @param request without headers where they were too large to read
 * @param caller undefined while nobody is known
 */
export type OnRefused = (
  request: Pick<IncomingMessage, 'socket' | 'headersDistinct'>,
  code: ProblemCode,
  caller?: Caller,
) => void;

export interface Health {
  /** True while new shells are accepted. */
  readonly ready: boolean;
}
