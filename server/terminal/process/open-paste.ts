/**
 * Knows whether a bracketed paste has begun in what was typed, and not ended. A program takes all that follows for pasted
 * text: a shell would swallow it without a word.
 */

import { PASTE_END, PASTE_START } from '#protocol/bracketed-paste.ts';

/** Ctrl+C, with which a shell gives the paste up. */
const INTERRUPT = '\x03';

export class OpenPaste {
  #isOpen = false;
  /** The end of the last text, where a mark may have begun. */
  #cut = '';

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** @param text what was typed next; marks may be cut anywhere */
  follow(text: string): void {
    const all = this.#cut + text;
    const begun = all.lastIndexOf(PASTE_START);
    const ended = Math.max(all.lastIndexOf(PASTE_END), all.lastIndexOf(INTERRUPT));
    if (begun !== ended) this.#isOpen = begun > ended;
    const tail = all.slice(1 - PASTE_START.length);
    const mark = tail.lastIndexOf('\x1b');
    this.#cut = mark < 0 ? '' : tail.slice(mark);
  }
}
