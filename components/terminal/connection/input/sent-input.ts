/** Input that was sent but not confirmed yet. It is kept, because a dropped connection may lose it. */

import { PASTE_END } from '#protocol/bracketed-paste.ts';
import type { InputPiece } from './stdin-queue.ts';

interface SentPiece extends InputPiece {
  /** UTF-8 bytes of all input up to and including this piece. */
  readonly end: number;
}

export class SentInput {
  readonly #encoder = new TextEncoder();
  #pieces: SentPiece[] = [];
  #sent = 0;
  #confirmed = 0;

  /** Unconfirmed UTF-8 bytes. */
  get unconfirmedBytes(): number {
    return this.#sent - this.#confirmed;
  }

  /** Characters of the pieces that are not confirmed as a whole, as UTF-16 units. */
  get unconfirmedCharacters(): number {
    return this.#pieces.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** A bracketed paste was sent to its end, and that end is not confirmed. */
  get hasPasteEnd(): boolean {
    return this.#pieces.some(({ text }) => text.includes(PASTE_END));
  }

  /** Call when a piece was sent, as one message. */
  add(piece: InputPiece): void {
    this.#sent += this.#encoder.encode(piece.text).length;
    this.#pieces.push({ ...piece, end: this.#sent });
  }

  /** The server confirms that it received this many bytes in all. */
  confirm(taken: number): void {
    if (taken <= this.#confirmed) return;
    this.#confirmed = Math.min(taken, this.#sent);
    const left = this.#pieces.findIndex((piece) => piece.end > taken);
    this.#pieces = left < 0 ? [] : this.#pieces.slice(left);
  }

  /**
   * A new connection to the same session: what was in flight was either received or lost.
   * @param taken bytes that the server has received in all
   * @returns the rest, in order; these pieces count as not sent
   */
  rewind(taken: number): readonly InputPiece[] {
    // The server reports less than it confirmed before, so its count is unusable: send nothing twice.
    const isKnown = taken >= this.#confirmed;
    this.confirm(taken);
    const lost = isKnown ? this.#pieces.map(({ text, isBinary }) => ({ text, isBinary })) : [];
    this.clear(taken);
    return lost;
  }

  /** Drops all pieces. @param taken bytes that the server has received in all */
  clear(taken = 0): void {
    this.#pieces = [];
    this.#sent = taken;
    this.#confirmed = taken;
  }
}
