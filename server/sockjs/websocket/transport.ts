/** The common base of both WebSocket transports: liveness, backpressure, limits and closing. */

import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  BROKEN_FRAMING,
  type CloseReason,
  INTERNAL_ERROR,
  messageTooBig,
  QUEUE_FULL,
  TOO_MANY_MESSAGES,
  webSocketClose,
} from '../close-frame.ts';
import type { SockJsConnection, SockJsListener } from '../connection.ts';
import { exceedsBytes, MalformedFrame } from '../incoming.ts';
import type { ResolvedOptions } from '../options.ts';
import { Liveness, type LivenessOwner } from './liveness.ts';
import type { UpgradedSocket, UpgradedSocketOwner } from './upgraded-socket.ts';

/** Milliseconds for a peer that has received everything to confirm the close. */
const CLOSE_GRACE_MS = 2_000;
/** Milliseconds that a peer may stop reading during the close, before the connection is cut and the rest is lost. */
const STALLED_CLOSE_MS = 30_000;
/** TCP keep-alive, in milliseconds: detects peers whose machine is gone. */
const KEEP_ALIVE_MS = 5_000;

/** Constructor arguments of a transport. */
export interface TransportParts {
  readonly webSocket: UpgradedSocket;
  readonly socket: Socket;
  /** Of the client. */
  readonly address: string;
  readonly context: unknown;
  readonly options: ResolvedOptions;
  /** Called once, when the socket has closed. */
  readonly onGone: (connection: WebSocketTransport) => void;
}

type State = 'open' | 'closing' | 'closed';

export abstract class WebSocketTransport implements SockJsConnection, UpgradedSocketOwner, LivenessOwner {
  abstract readonly transport: 'websocket' | 'websocket-raw';
  readonly address: string;
  readonly context: unknown;
  protected readonly webSocket: UpgradedSocket;
  protected readonly options: ResolvedOptions;
  readonly #socket: Socket;
  readonly #liveness: Liveness;
  readonly #onGone: (connection: WebSocketTransport) => void;
  #listener: SockJsListener | undefined;
  #state: State = 'open';
  /** Undefined until somebody asks: only failures name it. */
  #id: string | undefined;
  #awaitsDrain = false;
  #cancelGrace: (() => void) | undefined;
  /** The close code that we sent; the peer repeats it to confirm. */
  #closeCode: number | undefined;

  constructor({ webSocket, socket, address, context, options, onGone }: TransportParts) {
    this.webSocket = webSocket;
    this.address = address;
    this.context = context;
    this.options = options;
    this.#socket = socket;
    this.#onGone = onGone;
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    webSocket.listen(this);
    this.#liveness = new Liveness(socket, options.clock, options.heartbeatMs, this);
  }

  /** Passes the connection to the application. */
  start(): void {
    this.guard(() => {
      this.#listener = this.options.onConnection(this);
    });
  }

  abstract send(message: string): boolean;
  abstract sendLiteral(literal: Uint8Array): boolean;
  protected abstract decode(frame: Buffer): readonly string[];
  abstract flush(): void;
  protected abstract writeCloseFrame(close: CloseReason): void;
  protected abstract writeHeartbeat(): void;

  get id(): string {
    this.#id ??= randomUUID();
    return this.#id;
  }

  get bufferedBytes(): number {
    return this.webSocket.bufferedAmount;
  }

  protected get isOpen(): boolean {
    return this.#state === 'open';
  }

  get readingPaused(): boolean {
    return this.webSocket.isPaused;
  }

  pauseReading(): void {
    if (this.isOpen) this.webSocket.pause();
  }

  resumeReading(): void {
    this.webSocket.resume();
  }

  close(code: number, reason: string): void {
    this.#end({ code, reason }, true);
  }

  onFrame(frame: Buffer): void {
    if (!this.isOpen) return;
    let messages: readonly string[];
    try {
      messages = this.decode(frame);
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      this.#reject(BROKEN_FRAMING, false);
      return;
    }
    if (messages.length > this.options.maxMessagesPerRequest) {
      this.#reject(TOO_MANY_MESSAGES, true);
      return;
    }
    for (const message of messages) this.#deliver(message);
  }

  #deliver(message: string): void {
    if (!this.isOpen) return;
    if (exceedsBytes(message, this.options.maxMessageBytes)) {
      this.#reject(messageTooBig(this.options.maxMessageBytes), true);
      return;
    }
    this.guard(() => this.#listener?.onMessage(message));
  }

  beforeProtocolClose(code: number | undefined): void {
    if (!this.isOpen) return;
    this.#state = 'closing';
    if (code === 1009) {
      this.options.onBadInput(this, code);
      this.#writeEnd(messageTooBig(this.options.maxMessageBytes));
    }
    this.#waitForPeer(0);
  }

  onError(error: Error): void {
    this.options.logger.debug({ ...this.#logFields, err: error }, 'WebSocket error');
  }

  onClosed(code: number): void {
    this.#state = 'closed';
    this.#liveness.dispose();
    this.#cancelGrace?.();
    this.#onGone(this);
    const listener = this.#listener;
    this.#listener = undefined;
    this.guard(() => listener?.onClose(code === this.#closeCode));
  }

  onBeat(): void {
    if (!this.isOpen) return;
    this.flush();
    this.writeHeartbeat();
    this.webSocket.ping();
  }

  onDead(): void {
    this.options.logger.debug(this.#logFields, 'peer does not answer');
    this.webSocket.terminate();
  }

  /**
   * Writes a whole WebSocket frame directly to the socket. `ws` writes head and payload separately, which makes a key's
   * echo a tenth slower. Without compression `ws` queues nothing, so this cannot overtake it.
   * @param onWritten always called, asynchronously
   */
  protected writeFrame(frame: Buffer, onWritten: (() => void) | undefined): void {
    if (this.webSocket.readyState === this.webSocket.OPEN) this.#socket.write(frame, onWritten);
    else if (onWritten !== undefined) process.nextTick(onWritten);
  }

  /** The result of `send`. Ends the connection if the application ignores backpressure. */
  protected hasRoom(): boolean {
    const buffered = this.bufferedBytes;
    if (buffered > this.options.maxQueueBytes) {
      this.#end(QUEUE_FULL, true);
      return false;
    }
    if (buffered > this.options.highWaterBytes) this.#awaitsDrain = true;
    return !this.#awaitsDrain;
  }

  /** Callback for each write, to notice when there is room; undefined while the application does not wait. */
  protected get onWritten(): (() => void) | undefined {
    return this.#awaitsDrain ? () => this.noticeRoom() : undefined;
  }

  /** Called after a write: calls `onDrain` if there is room again. */
  protected noticeRoom(): void {
    if (!this.#awaitsDrain || !this.isOpen || this.bufferedBytes > this.options.highWaterBytes / 2) return;
    this.#awaitsDrain = false;
    this.guard(() => this.#listener?.onDrain());
  }

  /** Ends the connection because of what its peer has sent. */
  #reject(close: CloseReason, withFrame: boolean): void {
    this.options.onBadInput(this, close.code);
    this.#end(close, withFrame);
  }

  #end(close: CloseReason, withFrame: boolean): void {
    if (!this.isOpen) return;
    this.flush();
    this.#state = 'closing';
    if (withFrame) this.#writeEnd(close);
    const { code, reason } = webSocketClose(close);
    this.#closeCode = code;
    this.webSocket.close(code, reason);
    this.webSocket.resume();
    this.#waitForPeer(0);
  }

  #writeEnd(close: CloseReason): void {
    this.#liveness.dispose();
    this.writeCloseFrame(close);
  }

  /** Cuts the connection if the peer neither confirms the close nor reads the rest. */
  #waitForPeer(takenBefore: number): void {
    this.#cancelGrace?.();
    const graceMs = this.#socket.writableLength > 0 ? STALLED_CLOSE_MS : CLOSE_GRACE_MS;
    this.#cancelGrace = this.options.clock.after(graceMs, () => {
      const taken = this.#socket.bytesWritten - this.#socket.writableLength;
      if (this.#socket.writableLength > 0 && taken > takenBefore) this.#waitForPeer(taken);
      else this.webSocket.terminate();
    });
  }

  get #logFields(): object {
    return { connectionId: this.id, ...this.options.logFields(this.context) };
  }

  /** Runs application code. An exception ends only this connection. */
  protected guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.options.logger.error({ ...this.#logFields, err: error }, 'SockJS application failed');
      this.#end(INTERNAL_ERROR, true);
    }
  }
}
