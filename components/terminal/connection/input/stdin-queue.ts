/** A queue of input, which returns pieces that fit into a message. */

import { PASTE_END } from '#protocol/bracketed-paste.ts';

/**
 * UTF-16 units in one `stdin` message. In JSON a unit takes at most six bytes, so a message stays far below
 * MAX_MESSAGE_BYTES, and a slow link can carry other messages in between.
 */
export const STDIN_PIECE = 32_768;

/** Limit of the queue without a connection, in UTF-16 units: more than anyone types, and harmless to the page. */
export const KEPT_INPUT = 1024 * 1024;

/** Ctrl+C. */
export const INTERRUPT = '\x03';

/** Input of one kind. */
export interface InputPiece {
  /** In binary input each character is a byte, from U+0000 to U+00FF. */
  readonly text: string;
  readonly isBinary: boolean;
}

export class StdinQueue {
  #inputs: InputPiece[] = [];
  /** Units of the first input that have been taken. */
  #taken = 0;
  #length = 0;

  /** Queued UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  push(input: InputPiece): void {
    if (input.text === '') return;
    this.#inputs.push(input);
    this.#length += input.text.length;
  }

  /**
   * The next piece, all of one kind, at most {@link STDIN_PIECE} units, never ending inside a surrogate pair; null when
   * empty.
   */
  take(): InputPiece | null {
    const isBinary = this.#inputs[0]?.isBinary;
    if (isBinary === undefined) return null;
    let text = '';
    while (text.length < STDIN_PIECE) {
      const input = this.#inputs[0];
      if (input?.isBinary !== isBinary) break;
      const part = upTo(input.text, this.#taken, STDIN_PIECE - text.length);
      if (part === '') break;
      text += part;
      this.#taken += part.length;
      if (this.#taken === input.text.length) {
        this.#inputs.shift();
        this.#taken = 0;
      }
    }
    this.#length -= text.length;
    return { text, isBinary };
  }

  /** Puts inputs at the front of the queue. */
  putBack(inputs: readonly InputPiece[]): void {
    const first = this.#inputs[0];
    if (first !== undefined && this.#taken > 0)
      this.#inputs[0] = { ...first, text: first.text.slice(this.#taken) };
    this.#taken = 0;
    this.#inputs.unshift(...inputs);
    for (const { text } of inputs) this.#length += text.length;
  }

  clear(): void {
    this.#inputs = [];
    this.#taken = 0;
    this.#length = 0;
  }

  /** A bracketed paste ends in the queue. */
  get hasPasteEnd(): boolean {
    return this.#inputs.some(({ text }) => text.includes(PASTE_END));
  }

  /** Drops what is queued, but for the end of a bracketed paste, without which the shell would take keys for text. */
  drop(): void {
    const left = this.#inputs
      .map(({ text }, index) => (index === 0 ? text.slice(this.#taken) : text))
      .join('');
    this.clear();
    if (left.includes(PASTE_END)) this.push({ text: PASTE_END, isBinary: false });
  }
}

/** At most `most` units of `text` from `start`, one fewer where the cut would split a surrogate pair. */
function upTo(text: string, start: number, most: number): string {
  const end = start + most;
  if (end >= text.length) return text.slice(start);
  const last = text.charCodeAt(end - 1);
  const next = text.charCodeAt(end);
  const splitsPair = last >= 0xd800 && last <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return text.slice(start, splitsPair ? end - 1 : end);
}
