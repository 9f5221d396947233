/** What the HTTP server is handed: the parties that answer the requests which pass its guard. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The SockJS endpoint. Both methods answer true when they have taken the request over. */
export interface SockjsEndpoint {
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Pages, assets and API routes. */
export interface PageServer {
  /** Answers any request. A rejection means that it could not. */
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** True when it has taken the upgrade over: hot reload in development. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface Health {
  /** True while new shells are accepted. */
  readonly ready: boolean;
}
