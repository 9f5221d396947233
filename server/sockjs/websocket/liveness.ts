/**
 * Finds a WebSocket peer that is gone or frozen. SockJS clients need not send anything, but every RFC 6455 peer
 * answers a ping, and any byte from it, or taken by it, is a sign of life.
 */

import type { Socket } from 'node:net';
import type { SockJsClock } from '../environment.ts';

/** A peer has this many milliseconds to answer; with a heartbeat of 5 s a dead one is found within 14 s. */
export const PONG_TIMEOUT_MS = 9_000;

export interface LivenessOwner {
  /** Time for a heartbeat and a ping. */
  onBeat(): void;
  /** The peer has not answered in time. Nothing is called after it. */
  onDead(): void;
  /** True while the server itself has stopped reading, so that no answer can arrive. */
  readonly readingPaused: boolean;
}

type State =
  | { readonly kind: 'idle' }
  /** A ping is out; `remainingMs` are left to see a sign of life beyond the marks. */
  | { readonly kind: 'asked'; remainingMs: number; bytesRead: number; bytesTaken: number };

const IDLE: State = { kind: 'idle' };

/** Beats every `heartbeatMs` until disposed. One timer. */
export class Liveness {
  readonly #socket: Socket;
  readonly #clock: SockJsClock;
  readonly #heartbeatMs: number;
  readonly #owner: LivenessOwner;
  #state: State = IDLE;
  #untilBeatMs: number;
  #cancel: () => void;

  constructor(socket: Socket, clock: SockJsClock, heartbeatMs: number, owner: LivenessOwner) {
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
      else if (this.#state.remainingMs <= 0) {
        this.#owner.onDead();
        return;
      }
    }
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
      };
    }
    this.#owner.onBeat();
  }

  #isAlive(asked: Extract<State, { kind: 'asked' }>): boolean {
    if (this.#socket.bytesRead > asked.bytesRead || this.#bytesTaken() > asked.bytesTaken) return true;
    return this.#owner.readingPaused && asked.bytesTaken === Number.POSITIVE_INFINITY;
  }

  /** Bytes that the network has taken. Says something about the peer only while more are waiting. */
  #bytesTaken(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }
}
