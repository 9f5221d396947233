/**
 * Finds a WebSocket peer that is gone or frozen. SockJS clients need not send anything, but every RFC 6455 peer
 * answers a ping, and any byte from it, or taken by it, is a sign of life.
 */

import type { Socket } from 'node:net';
import type { Clock } from '#server/ports.ts';

/** A peer has this many milliseconds to answer; with a heartbeat of 5 s a dead one is found within 14 s. */
export const PONG_TIMEOUT_MS = 9_000;
/**
 * A peer that has been sent this many bytes since it was last heard may have stopped reading: its answer waits behind
 * what it has not read, in its own network stack, where nobody but the peer can see it.
 */
export const UNREAD_BYTES = 16 * 1024;
/** Such a peer has this many milliseconds to go on reading. What it is sent meanwhile is bounded by backpressure. */
export const STALL_TIMEOUT_MS = 120_000;

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
  | {
      readonly kind: 'asked';
      remainingMs: number;
      readonly bytesRead: number;
      readonly bytesTaken: number;
      /** True once the peer has been given the time of one that has stopped reading. */
      stalled: boolean;
    };

const IDLE: State = { kind: 'idle' };

/** Beats every `heartbeatMs` until disposed. One timer. */
export class Liveness {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #heartbeatMs: number;
  readonly #owner: LivenessOwner;
  #state: State = IDLE;
  #untilBeatMs: number;
  #cancel: () => void;
  /** What had been read and written at the last look. */
  #last = { bytesRead: 0, bytesWritten: 0 };
  /** What had been written at the latest when the peer was last heard. */
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

  /** True, with more time, for a peer that is silent because it reads nothing of what it was sent. */
  #mayHaveStalled(asked: Extract<State, { kind: 'asked' }>): boolean {
    if (asked.stalled || this.#socket.bytesWritten - this.#writtenWhenHeard < UNREAD_BYTES) return false;
    asked.stalled = true;
    asked.remainingMs += STALL_TIMEOUT_MS - PONG_TIMEOUT_MS;
    return true;
  }

  /** When exactly between two looks the peer was heard nobody knows: as early as can be. */
  #listen(): void {
    const { bytesRead, bytesWritten } = this.#socket;
    if (bytesRead > this.#last.bytesRead) this.#writtenWhenHeard = this.#last.bytesWritten;
    this.#last = { bytesRead, bytesWritten };
  }

  /** Bytes that the network has taken. Says something about the peer only while more are waiting. */
  #bytesTaken(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }
}
