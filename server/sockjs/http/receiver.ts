/** One HTTP response with frames for the client: a long poll for one frame, or a stream. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#server/ports.ts';
import type { SockJsTransport } from '../connection.ts';
import type { SocketEnds } from './socket-ends.ts';

/** The response format of one transport. */
export interface ReceiverFormat {
  readonly transport: SockJsTransport;
  readonly contentType: string;
  /** Sent before the first frame; undefined for a polling transport, whose response is one frame. */
  readonly prelude: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** True if the client of a polling transport reads line by line, so that a response may have several frames. */
  readonly isLines?: boolean;
  /** Encodes a SockJS frame for the transport. */
  wrap(frame: string): string;
}

export interface ReceiverOwner {
  /** All data written to the response has been sent. */
  onReceiverDrain(receiver: Receiver): void;
  /** The response has ended. `aborted`: the client disconnected first, so frames may be lost. */
  onReceiverEnd(receiver: Receiver, aborted: boolean): void;
}

/** TCP keep-alive, in milliseconds: finds clients whose machine is gone. */
const KEEP_ALIVE_MS = 5_000;
/** Milliseconds that a client has to read a finished response before its socket is destroyed. */
const LINGER_MS = 30_000;

export interface ReceiverSettings {
  /** The response ends when its frames reach this many bytes. */
  readonly limitBytes: number;
  readonly ends: SocketEnds;
  readonly clock: Clock;
}

export class Receiver {
  readonly format: ReceiverFormat;
  readonly #response: ServerResponse;
  readonly #settings: ReceiverSettings;
  readonly #unwatch: () => void;
  #cancelLinger: () => void = () => {};
  #owner: ReceiverOwner | undefined;
  #sentBytes = 0;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    format: ReceiverFormat,
    settings: ReceiverSettings,
  ) {
    this.format = format;
    this.#response = response;
    this.#settings = settings;
    request.socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // Discard the body: while it is unread, the end of the socket is not reported.
    request.resume();
    response.on('close', () => {
      this.#cancelLinger();
      this.#finish(!response.writableFinished);
    });
    response.on('drain', () => this.#owner?.onReceiverDrain(this));
    // A write may fail because the client has just disconnected; `close` reports that.
    response.on('error', () => {});
    this.#unwatch = settings.ends.watch(request.socket, () => this.#finish(true));
    for (const [name, value] of Object.entries(format.headers)) response.setHeader(name, value);
    response.setHeader('Content-Type', format.contentType);
    if (format.prelude !== undefined) {
      response.writeHead(200);
      response.write(format.prelude);
    }
  }

  /** Sets the owner, who gets drain and end from now on. */
  attach(owner: ReceiverOwner): void {
    this.#owner = owner;
  }

  get isOpen(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  /** Bytes that the network has not accepted. */
  get unsentBytes(): number {
    return this.#response.writableLength;
  }

  /** True: wait for `onReceiverDrain` before writing. */
  get isFull(): boolean {
    return this.#response.writableNeedDrain;
  }

  /** Bytes of frames until the response ends. */
  get remainingBytes(): number {
    return this.#settings.limitBytes - this.#sentBytes;
  }

  get isStreaming(): boolean {
    return this.format.prelude !== undefined;
  }

  /**
   * Sends a frame, or several where the format's client reads them (`isLines`). Ends the response if the limit is reached.
   */
  write(...frames: readonly string[]): void {
    if (!this.isOpen) return;
    const text = frames.map((frame) => this.format.wrap(frame)).join('');
    const bytes = Buffer.byteLength(text);
    this.#sentBytes += bytes;
    if (!this.isStreaming) {
      this.#response.writeHead(200, { 'Content-Length': bytes });
      this.#endResponse(text);
      return;
    }
    this.#response.write(text);
    if (this.remainingBytes <= 0) this.end();
  }

  end(): void {
    if (this.isOpen) this.#endResponse('');
  }

  #endResponse(text: string): void {
    const { socket } = this.#response.req;
    this.#response.end(text);
    this.#cancelLinger = this.#settings.clock.after(LINGER_MS, () => socket.destroy());
    this.#finish(false);
  }

  #finish(aborted: boolean): void {
    this.#unwatch();
    const owner = this.#owner;
    this.#owner = undefined;
    owner?.onReceiverEnd(this, aborted);
  }
}
