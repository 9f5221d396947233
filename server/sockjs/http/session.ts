/**
 * A connection over HTTP. Receivers come and go; messages sent between two of them are queued. Source: "Protocol and
 * framing" and "Handling close" of the protocol.
 */

import { randomUUID } from 'node:crypto';
import {
  ANOTHER_CONNECTION,
  type CloseReason,
  closeFrame,
  INTERNAL_ERROR,
  messageTooBig,
  QUEUE_FULL,
} from '../close-frame.ts';
import type { SockJsConnection, SockJsListener, SockJsTransport } from '../connection.ts';
import { exceedsBytes } from '../incoming.ts';
import { quote } from '../literal.ts';
import type { ResolvedOptions } from '../options.ts';
import { MessageQueue } from './message-queue.ts';
import type { Receiver, ReceiverOwner } from './receiver.ts';

type State =
  /** Before the first receiver. */
  | { readonly kind: 'new' }
  | { readonly kind: 'open' }
  /** Closed for the application; every receiver gets the queued messages, then the close frame. */
  | { readonly kind: 'closing'; readonly close: CloseReason }
  | { readonly kind: 'closed' };

export interface SessionOwner {
  /** The session got or lost its receiver. */
  onReceiving(receiving: boolean): void;
  /** The session is gone. Called exactly once. */
  onExpired(): void;
}

export class HttpSession implements SockJsConnection, ReceiverOwner {
  readonly id: string = randomUUID();
  readonly transport: SockJsTransport;
  readonly context: unknown;
  readonly #options: ResolvedOptions;
  readonly #owner: SessionOwner;
  readonly #queue = new MessageQueue();
  readonly #onResume = new Set<() => void>();
  #state: State = { kind: 'new' };
  #receiver: Receiver | undefined;
  #receiverAgeMs = 0;
  #listener: SockJsListener | undefined;
  /** The heartbeat timer with a receiver, the expiry timer without. */
  #cancelTimer: () => void = () => {};
  #awaitsDrain = false;
  #flushPlanned = false;
  #readingPaused = false;

  constructor(transport: SockJsTransport, context: unknown, options: ResolvedOptions, owner: SessionOwner) {
    this.transport = transport;
    this.context = context;
    this.#options = options;
    this.#owner = owner;
  }

  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  get readingPaused(): boolean {
    return this.#readingPaused;
  }

  get bufferedBytes(): number {
    return this.#queue.bytes + (this.#receiver?.unsentBytes ?? 0);
  }

  /** Accepts a receiver, or ends it with a close frame that has the reason. */
  attach(receiver: Receiver): void {
    if (this.#receiver !== undefined) {
      receiver.write(closeFrame(ANOTHER_CONNECTION));
      receiver.end();
      return;
    }
    this.#receiver = receiver;
    this.#receiverAgeMs = 0;
    receiver.attach(this);
    this.#cancelTimer();
    this.#owner.onReceiving(true);
    this.#planBeat();
    if (this.#state.kind === 'new') this.#open(receiver);
    this.#flush();
  }

  #open(receiver: Receiver): void {
    this.#state = { kind: 'open' };
    receiver.write('o');
    this.#guard(() => {
      this.#listener = this.#options.onConnection(this);
    });
    if (this.#state.kind !== 'open') this.#reportClose();
  }

  send(message: string): boolean {
    return this.#enqueue(() => quote(message));
  }

  sendLiteral(literal: Uint8Array): boolean {
    return this.#enqueue(() =>
      Buffer.from(literal.buffer, literal.byteOffset, literal.length).toString('utf8'),
    );
  }

  flush(): void {
    // The end of the turn is soon enough: a request for each message costs far more.
  }

  #enqueue(literal: () => string): boolean {
    if (!this.isOpen) return false;
    this.#queue.add(literal());
    if (this.bufferedBytes > this.#options.maxQueueBytes) {
      this.#queue.clear();
      this.#end(QUEUE_FULL);
      return false;
    }
    if (this.bufferedBytes > this.#options.highWaterBytes) this.#awaitsDrain = true;
    this.#planFlush();
    return !this.#awaitsDrain;
  }

  close(code: number, reason: string): void {
    this.#end({ code, reason });
  }

  /** Ends the session because of what its peer has sent. */
  reject(close: CloseReason): void {
    if (this.isOpen) this.#options.onBadInput(this, close.code);
    this.#end(close);
  }

  pauseReading(): void {
    if (this.isOpen) this.#readingPaused = true;
  }

  resumeReading(): void {
    this.#readingPaused = false;
    for (const onResume of [...this.#onResume]) onResume();
  }

  /** Calls back when reading resumes or the session ends. The returned function cancels. */
  watchReading(onResume: () => void): () => void {
    this.#onResume.add(onResume);
    return () => this.#onResume.delete(onResume);
  }

  /** Delivers one message to the application. Does nothing unless the session is open. */
  deliver(message: string): void {
    if (!this.isOpen) return;
    if (exceedsBytes(message, this.#options.maxMessageBytes)) {
      this.reject(messageTooBig(this.#options.maxMessageBytes));
      return;
    }
    this.#guard(() => this.#listener?.onMessage(message));
  }

  /** Sends the close frame to the current receiver and discards the session at once. */
  dispose(code: number, reason: string): void {
    this.#end({ code, reason });
    this.#expire();
  }

  onReceiverDrain(): void {
    this.#flush();
    this.#noticeRoom();
  }

  onReceiverEnd(_receiver: Receiver, aborted: boolean): void {
    this.#receiver = undefined;
    this.#cancelTimer();
    this.#owner.onReceiving(false);
    if (this.#state.kind === 'closed') return;
    if (aborted) {
      this.#expire();
      return;
    }
    this.#cancelTimer = this.#options.clock.after(this.#options.disconnectDelayMs, () => this.#expire());
    this.#noticeRoom();
  }

  #planBeat(): void {
    this.#cancelTimer = this.#options.clock.after(this.#options.heartbeatMs, () => this.#beat());
  }

  #beat(): void {
    const receiver = this.#receiver;
    if (receiver === undefined) return;
    this.#receiverAgeMs += this.#options.heartbeatMs;
    this.#planBeat();
    receiver.write('h');
    if (receiver.isOpen && this.#receiverAgeMs >= this.#options.receiverMaxAgeMs) receiver.end();
  }

  /** Schedules one frame for all messages of this turn of the event loop. */
  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    process.nextTick(() => {
      this.#flushPlanned = false;
      this.#flush();
      this.#noticeRoom();
    });
  }

  #flush(): void {
    const state = this.#state;
    if (
      state.kind === 'closing' &&
      this.#options.closesInOnePoll &&
      this.#receiver?.format.isLines === true
    ) {
      const messages = this.#queue.isEmpty ? [] : [this.#queue.takeFrame(Number.POSITIVE_INFINITY)];
      this.#receiver.write(...messages, closeFrame(state.close));
      return;
    }
    while (this.#receiver !== undefined && !this.#queue.isEmpty) {
      if (this.#receiver.isFull) return;
      this.#receiver.write(this.#queue.takeFrame(this.#receiver.remainingBytes));
    }
    if (this.#state.kind === 'closing' && this.#receiver !== undefined) {
      const receiver = this.#receiver;
      receiver.write(closeFrame(this.#state.close));
      receiver.end();
    }
  }

  #noticeRoom(): void {
    if (!this.#awaitsDrain || !this.isOpen || this.bufferedBytes > this.#options.highWaterBytes / 2) return;
    this.#awaitsDrain = false;
    this.#guard(() => this.#listener?.onDrain());
  }

  #end(close: CloseReason): void {
    if (!this.isOpen) return;
    this.#state = { kind: 'closing', close };
    this.#flush();
    // Deferred: the application may be inside a call to this session.
    if (this.#listener !== undefined) process.nextTick(() => this.#reportClose());
  }

  #expire(): void {
    if (this.#state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    this.#cancelTimer();
    this.#queue.clear();
    this.#receiver?.end();
    this.#owner.onExpired();
    this.#reportClose();
  }

  #reportClose(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    for (const onResume of [...this.#onResume]) onResume();
    if (listener !== undefined) this.#guard(() => listener.onClose(this.#state.kind === 'closing'));
  }

  /** Runs application code. An exception ends only this session. */
  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      const { logger, logFields } = this.#options;
      const fields = { connectionId: this.id, ...logFields(this.context), err: error };
      logger.error(fields, 'SockJS application failed');
      this.#end(INTERNAL_ERROR);
    }
  }
}
