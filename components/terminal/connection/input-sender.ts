/**
 * Sends input as fast as the connection takes it, keeps it while there is none, and never reorders it. What a drop may
 * have lost is sent again, where the server tells what it has taken.
 */

import type { Clock } from './clock.ts';
import { SentInput } from './sent-input.ts';
import { type InputPiece, KEPT_INPUT, StdinQueue } from './stdin-queue.ts';

/** Where input goes while there is a connection. */
export interface InputOutlet {
  send(piece: InputPiece): void;
  /** Characters that wait inside the transport. */
  unsent(): number;
}

/**
 * A transport that holds more than this gets no more for now: an HTTP transport would send all that waits as one
 * request, and a WebSocket would copy a whole paste into the browser's memory.
 */
const MAX_UNSENT = 256 * 1024;

/**
 * Input that may be unconfirmed, in UTF-8 bytes. It is held in memory a second time, and a server confirms each
 * 64 KiB, so this never limits a line that works: 4 MiB in a round trip of 200 ms are 20 MB/s.
 */
export const MAX_UNCONFIRMED = 4 * 1024 * 1024;

/** How often a full transport is asked again, in milliseconds. */
const FULL_RETRY_MS = 15;

export class InputSender {
  readonly #clock: Clock;
  readonly #yieldToPage: (callback: () => void) => void;
  readonly #queue = new StdinQueue();
  readonly #sent = new SentInput();
  /** The server of the present connection confirms input. */
  #isConfirmed = false;
  #outlet: InputOutlet | null = null;
  /** Counts outlets, so that a callback for an earlier one does nothing. */
  #turn = 0;
  #waiting = false;

  constructor(clock: Clock, yieldToPage: (callback: () => void) => void) {
    this.#clock = clock;
    this.#yieldToPage = yieldToPage;
  }

  /** UTF-16 units that wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Takes input.
   * @param isBinary each character of `text` is a byte
   * @returns false when it was refused, whole, because too much waits for a connection already
   */
  push(text: string, isBinary = false): boolean {
    if (this.#outlet === null && this.#queue.length + text.length > KEPT_INPUT) return false;
    this.#queue.push({ text, isBinary });
    if (!this.#waiting) this.#pump(this.#turn);
    return true;
  }

  /**
   * Sends what waits and all that comes, until the next call.
   * @param taken UTF-8 bytes of this window's input that the server has taken for the session; null when it does not
   *   tell, and then nothing is sent twice
   */
  attach(outlet: InputOutlet, taken: number | null): void {
    this.detach();
    this.#outlet = outlet;
    this.#isConfirmed = taken !== null;
    if (taken === null) this.#sent.clear();
    else this.#queue.putBack(this.#sent.rewind(taken));
    this.#pump(this.#turn);
  }

  /** The server has taken so many bytes. */
  confirm(taken: number): void {
    this.#sent.confirm(taken);
  }

  /** Keeps what comes from now on. */
  detach(): void {
    this.#outlet = null;
    this.#turn += 1;
    this.#waiting = false;
  }

  /** The session is another one from now on: what was sent to the last is its own. */
  forgetSent(): void {
    this.#sent.clear();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#queue.clear();
  }

  #pump(turn: number): void {
    if (turn !== this.#turn) return;
    this.#waiting = false;
    const outlet = this.#outlet;
    if (outlet === null || this.#queue.length === 0) return;
    const full = outlet.unsent() > MAX_UNSENT || this.#sent.unconfirmedBytes > MAX_UNCONFIRMED;
    const piece = full ? null : this.#queue.take();
    if (piece !== null) this.#send(outlet, piece);
    if (this.#queue.length === 0) return;
    this.#waiting = true;
    if (full) this.#clock.after(FULL_RETRY_MS, () => this.#pump(turn));
    else this.#yieldToPage(() => this.#pump(turn));
  }

  #send(outlet: InputOutlet, piece: InputPiece): void {
    if (this.#isConfirmed) this.#sent.add(piece);
    outlet.send(piece);
  }
}
