/**
 * When output leaves for the screen. The first bytes after silence leave at once, so that an echo waits for nothing.
 * What the same turn of the event loop brings after them leaves together, and in a flood what the next moment
 * brings: a message costs about the same CPU whatever its length.
 */

import type { Clock } from '#server/ports.ts';

/** More than this many bytes in {@link FLOOD_MS} is a flood. Redrawing a large screen takes less. */
export const FLOOD_BYTES = 32 * 1024;
const FLOOD_MS = 16;

/** How long a flood gathers, in milliseconds: 20 MB/s fill a message of 64 KiB meanwhile, and nobody sees it. */
export const GATHER_MS = 3;

export interface OutputPacingListener {
  /**
   * Sends what waits.
   * @param first after silence: nothing is sent for the rest of the turn
   */
  onDue(first: boolean): void;
}

export class OutputPacing {
  readonly #clock: Clock;
  readonly #fullBytes: number;
  readonly #listener: OutputPacingListener;
  readonly #isPatient: boolean;
  #gathering = false;
  /** Bytes since the last time that something was due. */
  #gathered = 0;
  #spanStart = Number.NEGATIVE_INFINITY;
  #spanBytes = 0;
  #flooded = false;
  /** Undefined before the first flood. */
  #cancel: (() => void) | undefined;

  /**
   * @param fullBytes so many waiting bytes leave without waiting for more
   * @param isPatient the first bytes after silence, too, wait for the end of the turn, in which others send theirs
   */
  constructor(clock: Clock, fullBytes: number, listener: OutputPacingListener, isPatient = false) {
    this.#clock = clock;
    this.#fullBytes = fullBytes;
    this.#listener = listener;
    this.#isPatient = isPatient;
  }

  /** True while output is held back to be sent with more; a timer sends it at the latest. */
  get gathering(): boolean {
    return this.#gathering;
  }

  /**
   * There is more output. It becomes due during this call after silence, unless it is patient, and when a message is full.
   * @param waiting bytes that were not sent yet, these among them
   */
  onOutput(bytes: number, waiting: number): void {
    this.#measure(bytes);
    if (this.#gathering) {
      this.#gathered += bytes;
      if (waiting >= this.#fullBytes) this.#listener.onDue(false);
      return;
    }
    // Send first: asking the clock for a callback takes as long as an echo's whole way through the session.
    if (!this.#isPatient) this.#listener.onDue(true);
    this.#gather();
  }

  /** Calls back no more, unless more output comes. */
  cancel(): void {
    this.#cancel?.();
    this.#gathering = false;
  }

  #gather(): void {
    this.#gathering = true;
    this.#gathered = 0;
    const clock = this.#clock;
    if (this.#isFlood()) this.#cancel = clock.after(GATHER_MS, () => this.#onGathered());
    else clock.soon(() => this.#onGathered());
  }

  #onGathered(): void {
    if (!this.#gathering) return;
    this.#gathering = false;
    if (this.#gathered > 0) this.#gather();
    // Also after a moment without output: what waited for the screen may leave by now.
    this.#listener.onDue(false);
  }

  /** Counts bytes in spans of time; the last whole span tells what the present one has not shown yet. */
  #measure(bytes: number): void {
    const now = this.#clock.now();
    const elapsed = now - this.#spanStart;
    if (elapsed < FLOOD_MS) {
      this.#spanBytes += bytes;
      return;
    }
    this.#flooded = elapsed < 2 * FLOOD_MS && this.#spanBytes > FLOOD_BYTES;
    this.#spanStart = now;
    this.#spanBytes = bytes;
  }

  #isFlood(): boolean {
    return this.#flooded || this.#spanBytes > FLOOD_BYTES;
  }
}
