/** Input that was sent and that the server has not confirmed: a drop may lose it, so it is kept until it has. */

import type { InputPiece } from './stdin-queue.ts';

interface SentPiece extends InputPiece {
  /** UTF-8 bytes of all input up to and with this piece. */
  readonly end: number;
}

export class SentInput {
  readonly #encoder = new TextEncoder();
  #pieces: SentPiece[] = [];
  #sent = 0;
  #confirmed = 0;

  /** UTF-8 bytes that wait for their confirmation. */
  get unconfirmedBytes(): number {
    return this.#sent - this.#confirmed;
  }

  /** A piece goes out, as one message. */
  add(piece: InputPiece): void {
    this.#sent += this.#encoder.encode(piece.text).length;
    this.#pieces.push({ ...piece, end: this.#sent });
  }

  /** The server has taken so many bytes in all. */
  confirm(taken: number): void {
    if (taken <= this.#confirmed) return;
    this.#confirmed = Math.min(taken, this.#sent);
    const left = this.#pieces.findIndex((piece) => piece.end > taken);
    this.#pieces = left < 0 ? [] : this.#pieces.slice(left);
  }

  /**
   * A new connection to the same session: what was under way is taken by now, or lost.
   * @param taken bytes that the server has taken in all
   * @returns what it has not, in order; the pieces count as not sent
   */
  rewind(taken: number): readonly InputPiece[] {
    // A server that knows of less than it has confirmed has lost count: what it has taken nobody can tell.
    const isKnown = taken >= this.#confirmed;
    this.confirm(taken);
    const lost = isKnown ? this.#pieces.map(({ text, isBinary }) => ({ text, isBinary })) : [];
    this.clear(taken);
    return lost;
  }

  /** Forgets all of it. @param taken bytes that the server has taken in all */
  clear(taken = 0): void {
    this.#pieces = [];
    this.#sent = taken;
    this.#confirmed = taken;
  }
}
