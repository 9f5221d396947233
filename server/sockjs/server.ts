/**
 * A SockJS 0.3.3 server over `ws` and `node:http`, for any application. It does not listen: the host passes it the
 * requests and upgrades of its own HTTP server.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AddressLimit } from './address-limit.ts';
import type { CloseReason } from './close-frame.ts';
import { Pages } from './http/pages.ts';
import { refuseUpgrade, respondError, respondNotFound } from './http/respond.ts';
import { SessionEndpoints } from './http/session-endpoints.ts';
import { type ResolvedOptions, resolveOptions, type SockJsOptions } from './options.ts';
import { parseRoute, type Route } from './routes.ts';
import { WebSocketUpgrades } from './websocket/upgrades.ts';

export interface SockJsServer {
  /** True if the request is under the prefix; then it is answered. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** True if the upgrade is under the prefix; then the socket is handled, even if the upgrade is refused. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Closes every connection with `closing`, and refuses new ones with its reason and status 503. Idempotent. */
  dispose(closing: CloseReason): void;
  /** Number of open connections. */
  readonly connectionCount: number;
}

/** @throws RangeError for a prefix that is not a path */
export function createSockJsServer(options: SockJsOptions): SockJsServer {
  return new Server(resolveOptions(options));
}

class Server implements SockJsServer {
  readonly #prefix: string;
  readonly #pages: Pages;
  readonly #upgrades: WebSocketUpgrades;
  readonly #sessions: SessionEndpoints;
  /** Why the server has closed; undefined while it serves. */
  #closing: CloseReason | undefined;

  constructor(options: ResolvedOptions) {
    const addresses = new AddressLimit(options.maxSessionsPerAddress);
    this.#prefix = options.prefix;
    this.#pages = new Pages(options);
    this.#upgrades = new WebSocketUpgrades(options, addresses);
    this.#sessions = new SessionEndpoints(options, addresses, this.#pages);
  }

  get connectionCount(): number {
    return this.#upgrades.size + this.#sessions.openCount;
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): boolean {
    const route = parseRoute(this.#prefix, request.url ?? '');
    if (route === undefined) return false;
    if (this.#closing !== undefined) respondError(response, 503, this.#closing.reason);
    else this.#serve(route, request, response);
    return true;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const route = parseRoute(this.#prefix, request.url ?? '');
    if (route === undefined) return false;
    // The declared type is Duplex, but node:http always passes a net.Socket.
    const connection = socket as Socket;
    if (this.#closing !== undefined) refuseUpgrade(connection, 503, this.#closing.reason);
    else this.#upgrades.handle(route, request, connection, head);
    return true;
  }

  dispose(closing: CloseReason): void {
    this.#closing = closing;
    this.#upgrades.closeAll(closing.code, closing.reason);
    this.#sessions.disposeAll(closing.code, closing.reason);
  }

  #serve(route: Route, request: IncomingMessage, response: ServerResponse): void {
    switch (route.kind) {
      case 'greeting':
        this.#pages.greeting(request, response);
        break;
      case 'info':
        this.#pages.info(request, response);
        break;
      case 'iframe':
        this.#pages.iframe(request, response);
        break;
      case 'raw-websocket':
        this.#pages.webSocket(request, response);
        break;
      case 'session':
        if (route.endpoint === 'websocket') this.#pages.webSocket(request, response);
        else this.#sessions.handle(route.endpoint, route.sessionId, request, response);
        break;
      case 'unknown':
        respondNotFound(response);
    }
  }
}
