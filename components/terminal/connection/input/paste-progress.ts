/** How far a long paste has come that the shell reads slowly, such as one at a prompt. */

import type { Clock } from '../clock.ts';

/** Characters, as UTF-16 units. */
export interface SentPart {
  readonly sent: number;
  readonly total: number;
}

/** A paste that is sent sooner shows nothing. Milliseconds. */
const SHOWN_AFTER_MS = 1000;
const RENEWED_EVERY_MS = 250;

export interface PasteProgressOptions {
  readonly clock: Clock;
  /** Characters that are not sent yet. */
  readonly waiting: () => number;
  /** Called with each change; null: nothing to show. */
  readonly onChange: (shown: SentPart | null) => void;
}

export class PasteProgress {
  readonly #options: PasteProgressOptions;
  #total = 0;
  #isShown = false;
  #cancel: (() => void) | null = null;

  constructor(options: PasteProgressOptions) {
    this.#options = options;
  }

  /** True while there is something to show. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** A paste of so many characters was handed over. */
  pasted(characters: number): void {
    this.#total = (this.#cancel === null ? 0 : this.#total) + characters;
    if (this.#cancel === null && this.#options.waiting() > 0) this.#lookAfter(SHOWN_AFTER_MS);
  }

  /** What has been sent so far. */
  get part(): SentPart {
    const total = Math.max(this.#total, this.#options.waiting());
    return { sent: total - this.#options.waiting(), total };
  }

  /** Shows nothing until the next paste. Idempotent. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#options.onChange(null);
  }

  #lookAfter(milliseconds: number): void {
    this.#cancel = this.#options.clock.after(milliseconds, () => {
      if (this.#options.waiting() === 0) {
        this.end();
        return;
      }
      this.#isShown = true;
      this.#options.onChange(this.part);
      this.#lookAfter(RENEWED_EVERY_MS);
    });
  }
}
