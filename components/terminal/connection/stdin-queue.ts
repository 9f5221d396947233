/** Input that waits to be sent: kept in order, handed out in pieces that fit into a message. */

/**
 * UTF-16 units in one `stdin` message. In JSON a unit takes at most six bytes, so a message stays far below
 * MAX_MESSAGE_BYTES, and small enough that a slow link carries other messages in between.
 */
export const STDIN_PIECE = 32_768;

/** UTF-16 units that are kept while there is no connection: more than anyone types, less than harms the page. */
export const KEPT_INPUT = 1024 * 1024;

export class StdinQueue {
  #texts: string[] = [];
  /** Units of the first text that have been taken. */
  #taken = 0;
  #length = 0;

  /** UTF-16 units that wait. */
  get length(): number {
    return this.#length;
  }

  push(text: string): void {
    if (text === '') return;
    this.#texts.push(text);
    this.#length += text.length;
  }

  /** The next piece, at most {@link STDIN_PIECE} units, never ending inside a surrogate pair; '' when empty. */
  take(): string {
    let piece = '';
    while (piece.length < STDIN_PIECE) {
      const text = this.#texts[0];
      if (text === undefined) break;
      const part = upTo(text, this.#taken, STDIN_PIECE - piece.length);
      if (part === '') break;
      piece += part;
      this.#taken += part.length;
      if (this.#taken === text.length) {
        this.#texts.shift();
        this.#taken = 0;
      }
    }
    this.#length -= piece.length;
    return piece;
  }

  /** Puts text before all that waits. */
  putBack(text: string): void {
    if (text === '') return;
    const first = this.#texts[0];
    if (first !== undefined && this.#taken > 0) this.#texts[0] = first.slice(this.#taken);
    this.#taken = 0;
    this.#texts.unshift(text);
    this.#length += text.length;
  }

  clear(): void {
    this.#texts = [];
    this.#taken = 0;
    this.#length = 0;
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
