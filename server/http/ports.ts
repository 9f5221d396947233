/** The handlers that the HTTP server passes accepted requests to. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The SockJS endpoint. Both methods return true if they handle the request. */
export interface SockjsEndpoint {
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Pages, assets and API routes. */
export interface PageServer {
  /** Answers any request. Rejects if it fails. */
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** True if it handles the upgrade: hot reload in development. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface Health {
  /** True while new shells are accepted. */
  readonly ready: boolean;
}
