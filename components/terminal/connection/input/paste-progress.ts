/** How far a long paste has come that the shell reads slowly, such as one at a prompt. */

import type { Clock } from '../clock.ts';

/** Characters, as UTF-16 units. */
export interface SentPart {
  readonly sent: number;
  readonly total: number;
}

/** Here only what the shell has read counts as sent. */
export interface ShownPart extends SentPart {
  /** All is on its way, so that nothing can be taken back. */
  readonly isOut: boolean;
}

/** A paste that is sent sooner shows nothing. Milliseconds. */
const SHOWN_AFTER_MS = 1000;
const RENEWED_EVERY_MS = 250;

export interface PasteProgressOptions {
  readonly clock: Clock;
  /** Characters that are not sent yet. */
  readonly waiting: () => number;
  /** Those, and what the shell has not read. */
  readonly unread: () => number;
  /** Called with each change; null: nothing to show. */
  readonly onChange: (shown: ShownPart | null) => void;
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
    if (this.#cancel === null && this.#options.unread() > 0) this.#lookAfter(SHOWN_AFTER_MS);
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
      const unread = this.#options.unread();
      if (unread === 0) {
        this.end();
        return;
      }
      this.#isShown = true;
      const total = Math.max(this.#total, unread);
      const isOut = this.#options.waiting() === 0;
      this.#options.onChange({ sent: total - unread, total, isOut });
      this.#lookAfter(RENEWED_EVERY_MS);
    });
  }
}
