/** The listener for other replicas: nobody without the secret gets beyond its handshake. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock, Logger } from '#server/ports.ts';
import type { Replica } from '../ports.ts';
import type { PeerAnswer, PeerEndpoint } from '../transport.ts';
import { readJsonBody } from './json-body.ts';
import { PEER_HEADER, type PeerHeader, readPeerHeader } from './peer-header.ts';
import type { PeerKeys } from './peer-keys.ts';

/** In milliseconds. */
const HANDSHAKE_MS = 5000;
const HEADERS_MS = 20_000;
/** Longer than a client keeps a connection that it does not use: who closes first must not cut a request. */
const KEEP_ALIVE_MS = 75_000;
const WARN_EVERY_MS = 60_000;
/** What clients of ours may send, and what replicas add. */
const MAX_HEADER_BYTES = 96 * 1024;

/** A peer's upgrade to this replica's relay. */
export type RelayHandler = (from: Replica, request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface PeerListenerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly keys: PeerKeys;
  readonly self: Replica;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class PeerListener {
  /** Answers what peers say themselves. Until it is set, they are not answered. */
  endpoint: PeerEndpoint | undefined;
  /** Takes requests that a peer passes on for its clients. Upgrades are not passed on. */
  onForwarded: RequestListener | undefined;
  onRelay: RelayHandler | undefined;
  readonly #options: PeerListenerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(options: PeerListenerOptions) {
    this.#options = options;
    this.#server = createServer({
      ...options.keys.listening,
      handshakeTimeout: HANDSHAKE_MS,
      headersTimeout: HEADERS_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    this.#server.on('connection', (socket: Duplex) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('request', (request, response) => this.#onRequest(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#onUpgrade(request, socket, head));
    this.#server.on('tlsClientError', (error) => this.#onStranger(error));
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** With the real port, once it listens. */
  get address(): { readonly host: string; readonly port: number } {
    const { address, port } = this.#server.address() as AddressInfo;
    return { host: address, port };
  }

  /** @throws the system's error, for instance EADDRINUSE */
  async listen(): Promise<void> {
    const { host, port, logger } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        this.#server.on('error', (error) => logger.error({ err: error }, 'Peer connection not accepted'));
        resolve();
      });
    });
  }

  /** Stops listening and cuts what is open. */
  async dispose(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const header = this.#headerOf(request);
    if (header === undefined) {
      request.socket.destroy();
    } else if (header.kind === 'forwarded' && this.onForwarded !== undefined) {
      this.onForwarded(request, response);
    } else if ((header.kind === 'hello' || header.kind === 'call') && this.endpoint !== undefined) {
      void this.#answer(this.endpoint, header, request, response);
    } else {
      response.writeHead(503).end();
    }
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const header = this.#headerOf(request);
    // Node removes its own listener before the event.
    socket.on('error', () => socket.destroy());
    if (header?.kind === 'relay' && this.onRelay !== undefined) {
      this.onRelay(header.from, request, socket, head);
    } else {
      socket.destroy();
    }
  }

  /** Undefined where it is not for this replica: the sender means one that had the address before. */
  #headerOf(request: IncomingMessage): PeerHeader | undefined {
    const [value, ...more] = request.headersDistinct[PEER_HEADER] ?? [];
    const header = more.length > 0 ? undefined : readPeerHeader(value);
    if (header === undefined || header.kind === 'hello') return header;
    return header.to === this.#options.self.id ? header : undefined;
  }

  async #answer(
    endpoint: PeerEndpoint,
    { kind, from }: PeerHeader,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      const body = await readJsonBody(request);
      const { status, body: answer }: PeerAnswer =
        kind === 'hello'
          ? { status: 200, body: endpoint.hearHello(body) }
          : await endpoint.answerCall(decodeURIComponent(request.url?.split('/')[3] ?? ''), body, from);
      const bytes = Buffer.from(JSON.stringify(answer));
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
      response.end(bytes);
    } catch (error) {
      this.#options.logger.debug({ replica: from.id, err: error }, 'A message of a peer could not be read');
      response.destroy();
    }
  }

  /** Somebody without the secret. Not each time: nobody may fill the log. */
  #onStranger(error: NodeJS.ErrnoException): void {
    const { clock, logger } = this.#options;
    // Who only looks whether somebody listens, as probes do, leaves without a word. So does a replica with another secret:
    // its own log says so.
    if (error.code === 'ECONNRESET') return;
    const now = clock.now();
    if (now - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = now;
    logger.warn(
      { reason: error.message },
      'A connection to the listener for peers was refused: it did not show the shared secret',
    );
  }
}
