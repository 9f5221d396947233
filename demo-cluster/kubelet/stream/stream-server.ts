/** Upgrades exec and attach requests and keeps track of the streams. */

import { randomBytes } from 'node:crypto';
import { type ServerOptions, WebSocketServer } from 'ws';
import type { StreamRequest } from '#demo-cluster/ports.ts';
import type { Clock } from '../clock.ts';
import { refuse } from '../refusal.ts';
import { MAX_MESSAGE_BYTES } from './channel-frame.ts';
import type { StreamOptions } from './stream-options.ts';
import { type StreamLimits, StreamSession, type StreamTarget } from './stream-session.ts';
import { chooseSubprotocol } from './subprotocols.ts';

/** Milliseconds a client has to read the remaining output and answer the close frame. */
const CLOSE_TIMEOUT_MS = 10 * 60 * 1000;

export class StreamServer {
  readonly #clock: Clock;
  readonly #limits: StreamLimits;
  readonly #hasV5: boolean;
  readonly #sessions = new Set<StreamSession>();
  readonly #server: WebSocketServer;

  /** @param hasV5 false as before 1.29 */
  constructor(clock: Clock, limits: StreamLimits, hasV5: boolean) {
    this.#clock = clock;
    this.#hasV5 = hasV5;
    this.#limits = limits;
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      skipUTF8Validation: true,
      closeTimeout: CLOSE_TIMEOUT_MS,
      // StreamSession enforces the real limit as each subprotocol does. This one only bounds memory.
      maxPayload: 2 * MAX_MESSAGE_BYTES,
      handleProtocols: (_offered, message) =>
        chooseSubprotocol(message.headers['sec-websocket-protocol'], hasV5)?.name ?? false,
    };
    this.#server = new WebSocketServer(options);
    // As recorded: a client that offers no subprotocol gets an empty `Sec-WebSocket-Protocol` header.
    this.#server.on('headers', (headers, message) => {
      if (message.headers['sec-websocket-protocol'] === undefined) headers.push('Sec-WebSocket-Protocol: ');
    });
  }

  /** Upgrades the request and connects it to its target, or refuses the handshake. */
  serve(request: StreamRequest, options: StreamOptions, target: StreamTarget): void {
    const { message, answer } = request;
    const subprotocol = chooseSubprotocol(message.headers['sec-websocket-protocol'], this.#hasV5);
    if (answer.kind === 'plain' || subprotocol === undefined) {
      refuse(answer, { kind: 'handshake' }, new Date(this.#clock.now()));
      return;
    }
    const { socket, head } = answer;
    this.#server.handleUpgrade(message, socket, head, (webSocket) => {
      const session = new StreamSession({
        webSocket,
        socket,
        subprotocol,
        options,
        execId: randomBytes(32).toString('hex'),
        target,
        limits: this.#limits,
        clock: this.#clock,
      });
      this.#sessions.add(session);
      webSocket.on('close', () => this.#sessions.delete(session));
    });
  }

  /** Ends every stream as a restart of the container runtime does. */
  restartRuntime(): void {
    for (const session of this.#sessions) session.loseRuntime();
  }

  /** Cuts every connection. */
  dispose(): void {
    for (const session of this.#sessions) session.terminate();
    this.#server.close();
  }
}
