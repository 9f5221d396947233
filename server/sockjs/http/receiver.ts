/** One HTTP response that carries frames to the client: held until there is one, or kept open for many. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#server/ports.ts';
import type { SockJsTransport } from '../connection.ts';
import type { SocketEnds } from './socket-ends.ts';

/** How one transport dresses its response. */
export interface ReceiverFormat {
  readonly transport: SockJsTransport;
  readonly contentType: string;
  /** Sent before the first frame; undefined for a polling transport, whose response is one frame. */
  readonly prelude: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Puts a SockJS frame into the form that the transport sends. */
  wrap(frame: string): string;
}

export interface ReceiverOwner {
  /** The response took everything that waited in it. */
  onReceiverDrain(receiver: Receiver): void;
  /** The response is over. `aborted`: the client went away before its end, so frames may be lost. */
  onReceiverEnd(receiver: Receiver, aborted: boolean): void;
}

/** TCP asks an idle client after this many milliseconds, which finds a machine that is gone. */
const KEEP_ALIVE_MS = 5_000;
/** A client that has not read a finished response after this many milliseconds loses its socket. */
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
    // A body means nothing here, but unread it would hide the end of the socket.
    request.resume();
    response.on('close', () => {
      this.#cancelLinger();
      this.#finish(!response.writableFinished);
    });
    response.on('drain', () => this.#owner?.onReceiverDrain(this));
    // A write that loses the race against the client's departure is no failure: `close` tells it.
    response.on('error', () => {});
    this.#unwatch = settings.ends.watch(request.socket, () => this.#finish(true));
    for (const [name, value] of Object.entries(format.headers)) response.setHeader(name, value);
    response.setHeader('Content-Type', format.contentType);
    if (format.prelude !== undefined) {
      response.writeHead(200);
      response.write(format.prelude);
    }
  }

  /** From now on the owner is told of drain and end. */
  attach(owner: ReceiverOwner): void {
    this.#owner = owner;
  }

  get isOpen(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  /** Bytes that the network has not taken. */
  get unsentBytes(): number {
    return this.#response.writableLength;
  }

  /** True while frames should wait for `onReceiverDrain`. */
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

  /** Sends one frame. Ends the response when it was the last one that fits. */
  write(frame: string): void {
    if (!this.isOpen) return;
    const text = this.format.wrap(frame);
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
