/** Answers upgrade requests: opens a connection or refuses with the right status. */

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { AddressLimit } from '../address-limit.ts';
import { admit } from '../admission.ts';
import { RETRY_AFTER, refuseUpgrade, UPGRADE_EXPECTED } from '../http/respond.ts';
import type { ResolvedOptions } from '../options.ts';
import type { Route } from '../routes.ts';
import { WebSocketAcceptor } from './acceptor.ts';
import type { WebSocketTransport } from './transport.ts';

export class WebSocketUpgrades {
  readonly #options: ResolvedOptions;
  readonly #addresses: AddressLimit;
  readonly #acceptor: WebSocketAcceptor;
  readonly #connections = new Set<WebSocketTransport>();

  /** One for all connections. */
  readonly #onGone = (connection: WebSocketTransport): void => {
    this.#connections.delete(connection);
    this.#addresses.release(connection.address);
  };

  constructor(options: ResolvedOptions, addresses: AddressLimit) {
    this.#options = options;
    this.#addresses = addresses;
    this.#acceptor = new WebSocketAcceptor(options);
  }

  get size(): number {
    return this.#connections.size;
  }

  closeAll(code: number, reason: string): void {
    for (const connection of this.#connections) connection.close(code, reason);
  }

  handle(route: Route, request: IncomingMessage, socket: Socket, head: Buffer): void {
    // Where the host listens, this would only enlarge the list of listeners that the connection keeps.
    if (socket.listenerCount('error') === 0) socket.on('error', ignoreError);
    const refuse = (status: number, body?: string, headers?: Readonly<Record<string, string>>) =>
      refuseUpgrade(socket, status, body, { ...this.#options.upgradeHeaders(request), ...headers });
    const raw = route.kind === 'raw-websocket';
    if (!this.#options.websocket || !(raw || (route.kind === 'session' && route.endpoint === 'websocket'))) {
      refuse(404, '404 Error: Page not found\n');
    } else if (request.method !== 'GET') {
      refuse(405, '', { Allow: 'GET' });
    } else if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      refuse(400, UPGRADE_EXPECTED);
    } else {
      admit(request, this.#options, {
        onAdmitted: (context) => this.#open(request, socket, head, raw, context),
        onRefused: (status) => {
          this.#options.onRefused(request, status);
          refuse(status);
        },
      });
    }
  }

  #open(request: IncomingMessage, socket: Socket, head: Buffer, raw: boolean, context: unknown): void {
    if (socket.destroyed) return;
    const address = this.#options.clientAddress(request);
    if (!this.#addresses.take(address)) {
      this.#options.onRefused(request, 429);
      refuseUpgrade(socket, 429, 'Too many connections from this address\n', {
        ...this.#options.upgradeHeaders(request),
        ...RETRY_AFTER,
      });
      return;
    }
    let opened = false;
    this.#acceptor.accept(
      { request, socket, head, raw, address, context },
      (connection) => {
        opened = true;
        socket.off('error', ignoreError);
        this.#connections.add(connection);
      },
      this.#onGone,
    );
    if (!opened) this.#addresses.release(address);
  }
}

/** Ignores errors of a socket that is not a WebSocket yet. */
function ignoreError(): void {}
