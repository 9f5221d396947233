/** Acknowledges output that the screen has shown, just often enough to keep the output flowing. */

import { ACK_BYTES } from '#protocol/limits.ts';
import type { Clock } from './clock.ts';

/** The rest is acknowledged after this time without new output, so a burst of small writes takes one ack. */
const IDLE_MS = 100;

/**
 * Output that a hidden page may buffer, in bytes. A hidden page's timers run once a second or once a minute, so its
 * screen hardly progresses, and a build in a background tab would block. Up to this limit, output counts as shown on
 * arrival; xterm drops data beyond 50,000,000.
 */
const HIDDEN_AHEAD_BYTES = 8 * 1024 * 1024;

export interface AcknowledgerOptions {
  readonly clock: Clock;
  readonly isHidden: () => boolean;
  /** Sends an acknowledgement; does nothing without a connection. */
  readonly send: (offset: number) => void;
}

export class Acknowledger {
  readonly #options: AcknowledgerOptions;
  #received = 0;
  #shown = 0;
  #acknowledged = 0;
  #cancelIdle: (() => void) | null = null;

  constructor(options: AcknowledgerOptions) {
    this.#options = options;
  }

  /** Output up to this byte has been shown. */
  get shownBytes(): number {
    return this.#shown;
  }

  /**
   * Output continues after `offset`: a connection was bound, or output was skipped. Sends the last ack again, because it
   * may have been lost with the previous connection.
   */
  startAt(offset: number): void {
    this.#received = offset;
    this.#shown = Math.min(this.#shown, offset);
    this.#acknowledged = 0;
    this.#update();
  }

  /** Output up to `offset` has arrived. */
  received(offset: number): void {
    this.#received = offset;
    if (this.#options.isHidden()) this.#update();
  }

  /** The screen has parsed output up to `offset`. */
  shown(offset: number): void {
    this.#shown = Math.max(this.#shown, offset);
    this.#update();
  }

  dispose(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = null;
  }

  #update(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = null;
    const due = this.#due();
    if (due - this.#acknowledged >= ACK_BYTES) this.#acknowledge(due);
    else if (due > this.#acknowledged) {
      this.#cancelIdle = this.#options.clock.after(IDLE_MS, () => this.#acknowledge(this.#due()));
    }
  }

  #due(): number {
    const waitsHidden = this.#options.isHidden() && this.#received - this.#shown <= HIDDEN_AHEAD_BYTES;
    return waitsHidden ? this.#received : this.#shown;
  }

  #acknowledge(offset: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, offset);
    this.#options.send(this.#acknowledged);
  }
}
