/**
 * Detects a WebSocket peer that is gone or frozen. SockJS clients need not send anything, but every RFC 6455 peer
 * answers pings. Any byte received from the peer or accepted by it is a sign of life.
 */

import type { Socket } from 'node:net';
import type { Clock } from '#server/ports.ts';

/** Milliseconds to answer a ping. With a heartbeat of 5 s a dead peer is detected within 14 s. */
export const PONG_TIMEOUT_MS = 9_000;
/**
 * With this many bytes sent since its last sign of life, a peer may have stopped reading: our ping waits behind unread
 * data in its network stack, so it cannot answer yet.
 */
const UNREAD_BYTES = 16 * 1024;
/** Milliseconds for such a peer to read again. Backpressure limits what it is sent meanwhile. */
export const STALL_TIMEOUT_MS = 120_000;

export interface LivenessOwner {
  /** Time for a heartbeat and a ping. */
  onBeat(): void;
  /** The peer has not answered in time. The last call. */
  onDead(): void;
  /** True while we do not read from the socket, so that no answer can arrive. */
  readonly readingPaused: boolean;
}

type State =
  | { readonly kind: 'idle' }
  /** A ping is unanswered. The peer must show a sign of life, progress beyond the marks, within `remainingMs`. */
  | {
      readonly kind: 'asked';
      remainingMs: number;
      readonly bytesRead: number;
      readonly bytesTaken: number;
      /** True once the peer has been granted the stall timeout. */
      stalled: boolean;
    };

const IDLE: State = { kind: 'idle' };

/** Calls `onBeat` every `heartbeatMs` until disposed, with one timer. */
export class Liveness {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #heartbeatMs: number;
  readonly #owner: LivenessOwner;
  #state: State = IDLE;
  #untilBeatMs: number;
  #cancel: () => void;
  /** Bytes read and written at the last check. */
  #last = { bytesRead: 0, bytesWritten: 0 };
  /** Bytes written by the time of the last sign of life, at least. */
  #writtenWhenHeard = 0;

  constructor(socket: Socket, clock: Clock, heartbeatMs: number, owner: LivenessOwner) {
    this.#socket = socket;
    this.#clock = clock;
    this.#heartbeatMs = heartbeatMs;
    this.#owner = owner;
    this.#untilBeatMs = heartbeatMs;
    this.#cancel = this.#sleep();
  }

  dispose(): void {
    this.#cancel();
  }

  #sleep(): () => void {
    const state = this.#state;
    const ms = state.kind === 'asked' ? Math.min(this.#untilBeatMs, state.remainingMs) : this.#untilBeatMs;
    return this.#clock.after(ms, () => this.#wake(ms));
  }

  #wake(sleptMs: number): void {
    this.#untilBeatMs -= sleptMs;
    if (this.#state.kind === 'asked') {
      this.#state.remainingMs -= sleptMs;
      if (this.#isAlive(this.#state)) this.#state = IDLE;
      else if (this.#state.remainingMs <= 0 && !this.#mayHaveStalled(this.#state)) {
        this.#owner.onDead();
        return;
      }
    }
    this.#listen();
    if (this.#untilBeatMs <= 0) this.#beat();
    this.#cancel = this.#sleep();
  }

  #beat(): void {
    this.#untilBeatMs = this.#heartbeatMs;
    if (this.#state.kind === 'idle') {
      const bytesTaken = this.#socket.writableLength > 0 ? this.#bytesTaken() : Number.POSITIVE_INFINITY;
      this.#state = {
        kind: 'asked',
        remainingMs: PONG_TIMEOUT_MS,
        bytesRead: this.#socket.bytesRead,
        bytesTaken,
        stalled: false,
      };
    }
    this.#owner.onBeat();
  }

  #isAlive(asked: Extract<State, { kind: 'asked' }>): boolean {
    if (this.#socket.bytesRead > asked.bytesRead || this.#bytesTaken() > asked.bytesTaken) return true;
    return this.#owner.readingPaused && asked.bytesTaken === Number.POSITIVE_INFINITY;
  }

  /** Grants the stall timeout, once, to a peer that may be silent because it stopped reading. True if granted. */
  #mayHaveStalled(asked: Extract<State, { kind: 'asked' }>): boolean {
    if (asked.stalled || this.#socket.bytesWritten - this.#writtenWhenHeard < UNREAD_BYTES) return false;
    asked.stalled = true;
    asked.remainingMs += STALL_TIMEOUT_MS - PONG_TIMEOUT_MS;
    return true;
  }

  /** Updates the last sign of life. It is only known to lie between two checks; assume the earliest moment. */
  #listen(): void {
    const { bytesRead, bytesWritten } = this.#socket;
    if (bytesRead > this.#last.bytesRead) this.#writtenWhenHeard = this.#last.bytesWritten;
    this.#last = { bytesRead, bytesWritten };
  }

  /** Bytes that the network has accepted. Tells something about the peer only while more are queued. */
  #bytesTaken(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }
}
