/** When a blinking cursor is visible. */

import type { Clock } from '../../connection/clock.ts';

/** Half a period: the cursor is visible for this long, then hidden for as long. Milliseconds. */
export const HALF_PERIOD_MS = 500;

export class CursorBlink {
  readonly #clock: Clock;
  readonly #hide: (hidden: boolean) => void;
  #isHidden = false;
  #drawnAt = 0;
  /** Null while stopped. */
  #cancel: (() => void) | null = null;

  /** @param hide hides the cursor (true) or shows it; called only when that changes. The cursor is visible at first. */
  constructor(clock: Clock, hide: (hidden: boolean) => void) {
    this.#clock = clock;
    this.#hide = hide;
  }

  /** The terminal got the focus. Idempotent. */
  start(): void {
    if (this.#cancel !== null) return;
    this.drawn();
    this.#wait(HALF_PERIOD_MS);
  }

  /** The terminal lost the focus: the cursor stays visible. Idempotent. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#set(false);
  }

  /** The screen was drawn: the cursor is visible for half a period, so that the user sees it move. */
  drawn(): void {
    this.#drawnAt = this.#clock.now();
    this.#set(false);
  }

  #wait(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      const left = HALF_PERIOD_MS - (this.#clock.now() - this.#drawnAt);
      if (left <= 0) this.#set(!this.#isHidden);
      this.#wait(left > 0 ? left : HALF_PERIOD_MS);
    });
  }

  #set(hidden: boolean): void {
    if (hidden === this.#isHidden) return;
    this.#isHidden = hidden;
    this.#hide(hidden);
  }
}
