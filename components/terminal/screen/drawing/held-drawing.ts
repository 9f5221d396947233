/**
 * Lets a screen draw output that was missed only when all of it is there. Otherwise the user sees old output rush by
 * after a reload, and drawing each part takes longer than reading it.
 */

import type { Clock } from '../../connection/clock.ts';

/** Synchronized output (DEC mode 2026): xterm.js draws nothing while it is set, for a second at most. */
const HOLD = '\x1b[?2026h';
const DRAW = '\x1b[?2026l';

/** xterm.js counts its second anew after this; nothing is drawn between the two. */
const RENEW = DRAW + HOLD;
const RENEW_EVERY_MS = 200;

/** A screen that stays empty for longer looks broken. Milliseconds. */
const LONGEST_MS = 5_000;

/** Output that pauses for so long has been caught up with. Milliseconds. */
const PAUSE_MS = 30;

/** As long as more is known to come: a busy machine, or a slow line. With the above, less than a second. Milliseconds. */
const KNOWN_PAUSE_MS = 700;

export interface HeldDrawingOptions {
  readonly clock: Clock;
  /** Parses text after all output that was written before. */
  readonly write: (text: string) => void;
  /** True if the screen has as many lines as it keeps: later output only replaces them. */
  readonly isFull: () => boolean;
}

export class HeldDrawing {
  readonly #options: HeldDrawingOptions;
  #isOn = false;
  #cancel: (() => void) | null = null;
  /** More is known to come. */
  #comesMore = false;
  #began = 0;
  #renewed = 0;

  constructor(options: HeldDrawingOptions) {
    this.#options = options;
  }

  /**
   * What is written from now on was missed.
   * @returns to be called when all that is known to come has been parsed
   */
  begin(): () => void {
    this.#cancel?.();
    this.#cancel = null;
    this.#isOn = true;
    this.#comesMore = true;
    this.#began = this.#options.clock.now();
    this.#renewed = this.#began;
    this.#options.write(HOLD);
    return () => {
      this.#comesMore = false;
      if (this.#cancel !== null) this.parsed(true);
    };
  }

  /** Output was parsed. @param isLast nothing else waits to be parsed */
  parsed(isLast: boolean): void {
    if (!this.#isOn) return;
    this.#cancel?.();
    this.#cancel = null;
    const now = this.#options.clock.now();
    if (now - this.#began > LONGEST_MS) this.#comesMore = false;
    if (this.#comesMore && now - this.#renewed >= RENEW_EVERY_MS) {
      this.#renewed = now;
      this.#options.write(RENEW);
    }
    const pause = this.#comesMore ? KNOWN_PAUSE_MS : PAUSE_MS;
    if (!this.#comesMore && this.#options.isFull()) this.#end();
    else if (isLast) this.#cancel = this.#options.clock.after(pause, () => this.#end());
  }

  dispose(): void {
    this.#isOn = false;
    this.#cancel?.();
  }

  #end(): void {
    this.dispose();
    this.#options.write(DRAW);
  }
}
