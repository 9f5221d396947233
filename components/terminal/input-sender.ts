/** Sends input as fast as the connection takes it, keeps it while there is none, and never reorders it. */

import type { Clock } from './clock.ts';
import { KEPT_INPUT, StdinQueue } from './stdin-queue.ts';

/** Where input goes while there is a connection. */
export interface InputOutlet {
  send(text: string): void;
  /** Characters that wait inside the transport. */
  unsent(): number;
}

/**
 * A transport that holds more than this gets no more for now: an HTTP transport would send all that waits as one
 * request, and a WebSocket would copy a whole paste into the browser's memory.
 */
const MAX_UNSENT = 256 * 1024;

/** How often a full transport is asked again, in milliseconds. */
const FULL_RETRY_MS = 15;

export class InputSender {
  readonly #clock: Clock;
  readonly #yieldToPage: (callback: () => void) => void;
  readonly #queue = new StdinQueue();
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
   * @returns false when it was refused, whole, because too much waits for a connection already
   */
  push(text: string): boolean {
    if (this.#outlet === null && this.#queue.length + text.length > KEPT_INPUT) return false;
    this.#queue.push(text);
    if (!this.#waiting) this.#pump(this.#turn);
    return true;
  }

  /** Sends what waits and all that comes, until the next call. */
  attach(outlet: InputOutlet): void {
    this.detach();
    this.#outlet = outlet;
    this.#pump(this.#turn);
  }

  /** Keeps what comes from now on. */
  detach(): void {
    this.#outlet = null;
    this.#turn += 1;
    this.#waiting = false;
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
    const full = outlet.unsent() > MAX_UNSENT;
    if (!full) outlet.send(this.#queue.take());
    if (this.#queue.length === 0) return;
    this.#waiting = true;
    if (full) this.#clock.after(FULL_RETRY_MS, () => this.#pump(turn));
    else this.#yieldToPage(() => this.#pump(turn));
  }
}
