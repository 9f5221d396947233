/** Turns an admitted upgrade request into a connection. */

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { FrameMemory } from '../frame-memory.ts';
import type { ResolvedOptions } from '../options.ts';
import { FramedWebSocket } from './framed.ts';
import { RawWebSocket } from './raw.ts';
import type { WebSocketTransport } from './transport.ts';
import { UpgradedSocket } from './upgraded-socket.ts';

/** Maximum bytes in a client's frame for one byte of a message: `\u0000`. */
const WORST_ESCAPE = 6;
/** Room for brackets and quotes. */
const FRAMING_BYTES = 64;

export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly raw: boolean;
  /** Of the client. */
  readonly address: string;
  readonly context: unknown;
}

export class WebSocketAcceptor {
  readonly #options: ResolvedOptions;
  readonly #memory = new FrameMemory();
  readonly #server: ReturnType<typeof createHandshaker>;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#server = createHandshaker(options.maxMessageBytes * WORST_ESCAPE + FRAMING_BYTES);
    this.#server.on('headers', (lines, request) => {
      for (const [name, value] of Object.entries(options.upgradeHeaders(request))) {
        lines.push(`${name}: ${value}`);
      }
    });
  }

  /**
   * Completes the handshake, or answers 400 if its headers violate RFC 6455.
   * @param onOpen called synchronously; not called for a bad handshake
   * @param onGone called once for each opened connection, when it has closed
   */
  accept(
    upgrade: UpgradeRequest,
    onOpen: (connection: WebSocketTransport) => void,
    onGone: (connection: WebSocketTransport) => void,
  ): void {
    const { request, socket, head, raw, address, context } = upgrade;
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const parts = { webSocket, socket, address, context, options: this.#options, onGone };
      const connection = raw ? new RawWebSocket(parts) : new FramedWebSocket(parts, this.#memory);
      onOpen(connection);
      connection.start();
    });
  }
}

/** @param maxPayload largest WebSocket message, in bytes */
function createHandshaker(maxPayload: number) {
  return new WebSocketServer<typeof UpgradedSocket>({
    noServer: true,
    clientTracking: false,
    // Compression needs memory per connection, and compressed sizes can leak secrets next to attacker-chosen text.
    perMessageDeflate: false,
    maxPayload,
    WebSocket: UpgradedSocket,
  });
}
