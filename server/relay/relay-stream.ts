/**
 * Relay links as upgraded TLS connections. No WebSocket: frames have their own, and reading into one buffer for all links
 * costs a fifth of what a library's messages cost the memory management in a flood.
 */

import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Agent } from 'node:https';
import type { OnReadOpts, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Replica } from '#server/peers/ports.ts';
import type { RelaySocket, RelaySocketListener } from './relay-link.ts';

/** Milliseconds until a peer counts as one that cannot be reached. */
const HANDSHAKE_MS = 3_000;

const KEEP_ALIVE_MS = 5_000;

const PROTOCOL = 'podshell-relay';
const ACCEPTED = `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${PROTOCOL}\r\n\r\n`;
/** Of an answer. */
const HEADERS_END = '\r\n\r\n';
const MAX_ANSWER_BYTES = 4096;

/** Bytes of one read: TLS records have 16 KiB at most. */
const READ_BYTES = 64 * 1024;

/** Where a peer's relay is, and what shows it that a peer asks. */
export interface RelayTarget {
  /** Origin of its listener. */
  readonly url: string;
  readonly path: string;
  readonly agent: Agent;
  readonly headers: OutgoingHttpHeaders;
}

/** Connects to peers' relays. */
export class RelayDialer {
  /** What is read is used before the next read, so all links share it. */
  readonly #memory = Buffer.allocUnsafeSlow(READ_BYTES);

  /**
   * Connects to a relay.
   * @param listener gets the events of the socket once the promise has resolved
   * @throws any error: the peer cannot be reached, or is not the one that was meant
   */
  dial({ url, path, agent, headers }: RelayTarget, listener: RelaySocketListener): Promise<RelaySocket> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const answer = new Answer();
      const onread: OnReadOpts = {
        buffer: this.#memory,
        callback: (length) => {
          const bytes = this.#memory.subarray(0, length);
          const rest = answer.isComplete ? bytes : answer.take(bytes);
          if (rest === undefined) return true;
          if (!answer.isAccepted) socket.destroy(new Error('The peer takes no relays'));
          else if (rest === bytes) listener.onBytes(bytes);
          else {
            link.begin();
            resolve(link);
            if (rest.length > 0) listener.onBytes(rest);
          }
          return true;
        },
      };
      const host = hostname.replace(/^\[|\]$/g, '');
      const options = { ...agent.options, host, port: Number(port), servername: '', onread };
      const socket = agent.createConnection(options) as Socket;
      const link = new StreamSocket(socket, listener);
      socket.setTimeout(HANDSHAKE_MS, () => socket.destroy(new Error('The peer does not answer')));
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('The peer has closed the connection')));
      const lines = Object.entries({ ...headers, Host: 'peer', Connection: 'Upgrade', Upgrade: PROTOCOL });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.write(`GET ${path} HTTP/1.1\r\n${head}\r\n`);
    });
  }
}

/**
 * Takes a peer's upgrade.
 * @param from the peer that asks, as the shared secret has proved
 * @param onLink gives what gets the events of the link
 */
export function acceptRelay(
  from: Replica,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  onLink: (from: Replica, socket: RelaySocket) => RelaySocketListener,
): void {
  if (request.headers.upgrade !== PROTOCOL) {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return;
  }
  socket.write(ACCEPTED);
  const late: { listener?: RelaySocketListener } = {};
  const link = new StreamSocket(socket as Socket, {
    onBytes: (bytes) => late.listener?.onBytes(bytes),
    onGone: () => late.listener?.onGone(),
  });
  const listener = onLink(from, link);
  late.listener = listener;
  link.begin();
  if (head.length > 0) listener.onBytes(head);
  socket.on('data', (bytes: Buffer) => listener.onBytes(bytes));
}

/** The head of an answer to an upgrade, which comes in pieces. */
class Answer {
  #text = '';
  isComplete = false;

  get isAccepted(): boolean {
    return this.#text.startsWith('HTTP/1.1 101 ');
  }

  /** @returns what follows the head; undefined while that is not complete */
  take(bytes: Buffer): Buffer | undefined {
    const before = this.#text.length;
    this.#text += bytes.toString('latin1');
    const end = this.#text.indexOf(HEADERS_END);
    if (end < 0 && this.#text.length <= MAX_ANSWER_BYTES) return undefined;
    this.isComplete = true;
    this.#text = this.#text.slice(0, MAX_ANSWER_BYTES);
    return Buffer.from(bytes.subarray(end < 0 ? bytes.length : end + HEADERS_END.length - before));
  }
}

class StreamSocket implements RelaySocket {
  readonly #socket: Socket;
  readonly #listener: RelaySocketListener;

  constructor(socket: Socket, listener: RelaySocketListener) {
    this.#socket = socket;
    this.#listener = listener;
  }

  /** From now on, the end of the connection is told. */
  begin(): void {
    const socket = this.#socket;
    socket.removeAllListeners('timeout');
    socket.setTimeout(0);
    // A key waits for no other.
    socket.setNoDelay(true);
    // For a peer that this replica has not met yet, and so would not miss.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // The close that follows says enough.
    socket.on('error', () => {});
    socket.once('close', () => this.#listener.onGone());
    // A peer that ends its half reads no more either.
    socket.once('end', () => socket.destroy());
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  send(bytes: Buffer, onTaken: () => void): void {
    this.#socket.write(bytes, () => onTaken());
  }

  terminate(): void {
    this.#socket.destroy();
  }
}
