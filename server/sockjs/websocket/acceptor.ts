/** Turns an accepted upgrade request into a connection. */

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { FrameMemory } from '../frame-memory.ts';
import type { ResolvedOptions } from '../options.ts';
import { FramedWebSocket } from './framed.ts';
import { RawWebSocket } from './raw.ts';
import type { WebSocketTransport } from './transport.ts';
import { UpgradedSocket } from './upgraded-socket.ts';

/** Bytes that one byte of a message may take in a client's frame: `\u0000`. */
const WORST_ESCAPE = 6;
/** Brackets, quotes and then some. */
const FRAMING_BYTES = 64;

export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly raw: boolean;
  readonly context: unknown;
}

export class WebSocketAcceptor {
  readonly #options: ResolvedOptions;
  readonly #memory = new FrameMemory();
  readonly #server: ReturnType<typeof createHandshaker>;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#server = createHandshaker(options.maxMessageBytes * WORST_ESCAPE + FRAMING_BYTES);
  }

  /**
   * Completes the handshake, or answers 400 when its headers are not those of RFC 6455.
   * @param onOpen called synchronously, and not at all for a bad handshake
   * @param onGone called once for each opened connection
   */
  accept(
    upgrade: UpgradeRequest,
    onOpen: (connection: WebSocketTransport) => void,
    onGone: (connection: WebSocketTransport) => void,
  ): void {
    const { request, socket, head, raw, context } = upgrade;
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const parts = { webSocket, socket, context, options: this.#options, onGone };
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
    // Compression costs memory for each connection, and mixing secrets with chosen text leaks through sizes.
    perMessageDeflate: false,
    maxPayload,
    WebSocket: UpgradedSocket,
  });
}
