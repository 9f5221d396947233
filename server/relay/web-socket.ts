/** Relay links over WebSockets. `ws` turns Nagle's algorithm off on both ends, so that a key waits for no other. */

import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Replica } from '#server/peers/ports.ts';
import { MAX_LINK_MESSAGE_BYTES, type RelaySocket, type RelaySocketListener } from './relay-link.ts';

/** Milliseconds until a peer counts as one that cannot be reached. */
const HANDSHAKE_MS = 3_000;

/** Terminal output compresses well, and costs more to compress than to send within a data center. */
const OPTIONS = { perMessageDeflate: false, maxPayload: MAX_LINK_MESSAGE_BYTES } as const;

/** Where a peer's relay is, and what shows it that a peer asks. */
export interface RelayTarget {
  readonly url: string;
  readonly agent: Agent;
  readonly headers: OutgoingHttpHeaders;
}

/**
 * Connects to a peer's relay.
 * @throws any error: the peer cannot be reached, or is not the one that was meant
 */
export function dialRelay(
  { url, agent, headers }: RelayTarget,
  listener: RelaySocketListener,
): Promise<RelaySocket> {
  const webSocket = new WebSocket(url, {
    ...OPTIONS,
    agent,
    headers,
    handshakeTimeout: HANDSHAKE_MS,
    // TLS hides every byte from proxies already, which is what masks are for; ws skips one of zeros.
    generateMask: (mask: Buffer) => mask.fill(0),
  });
  return new Promise((resolve, reject) => {
    webSocket.once('error', reject);
    webSocket.once('open', () => resolve(new LinkWebSocket(webSocket, listener)));
  });
}

/** Takes the upgrades of peers. */
export class RelayAcceptor {
  readonly #server = new WebSocketServer({ ...OPTIONS, noServer: true, clientTracking: false });
  readonly #onLink: (from: Replica, socket: RelaySocket) => RelaySocketListener;

  /** @param onLink called for each link; gives what gets its events */
  constructor(onLink: (from: Replica, socket: RelaySocket) => RelaySocketListener) {
    this.#onLink = onLink;
  }

  /** @param from the peer that asks, as the shared secret has proved */
  handleUpgrade(from: Replica, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const late: { listener?: RelaySocketListener } = {};
      const link = new LinkWebSocket(webSocket, {
        onMessage: (message) => late.listener?.onMessage(message),
        onGone: () => late.listener?.onGone(),
      });
      // Events come later than this.
      late.listener = this.#onLink(from, link);
    });
  }
}

class LinkWebSocket implements RelaySocket {
  readonly #webSocket: WebSocket;

  constructor(webSocket: WebSocket, listener: RelaySocketListener) {
    this.#webSocket = webSocket;
    webSocket.on('message', (data: RawData) => {
      if (Buffer.isBuffer(data)) listener.onMessage(data);
    });
    // The close that follows says enough.
    webSocket.on('error', () => {});
    webSocket.on('close', () => listener.onGone());
  }

  get bufferedBytes(): number {
    return this.#webSocket.bufferedAmount;
  }

  send(message: Buffer, onTaken: () => void): void {
    this.#webSocket.send(message, { binary: true }, () => onTaken());
  }

  terminate(): void {
    this.#webSocket.terminate();
  }
}
