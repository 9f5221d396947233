/**
 * Queues output for the parser. xterm cannot drop what it was given, so it gets little at a time. After a reset the rest
 * is dropped unparsed, so the prompt appears sooner after Ctrl+C during heavy output.
 */

import { PieceSize, SMALLEST_PIECE } from './piece-size.ts';

interface Waiting {
  readonly text: string;
  /** UTF-16 units that the parser was given. */
  given: number;
  readonly onParsed: () => void;
}

export class OutputQueue {
  readonly #parse: (text: string, onParsed: () => void) => void;
  readonly #now: () => number;
  readonly #size = new PieceSize();
  #waiting: Waiting[] = [];
  /** The parser has a piece, or will ask for one. */
  #isParsing = false;

  /**
   * @param parse parses a piece and then calls back, in order. What the call back gives it is parsed next
   * @param now a clock in milliseconds
   */
  constructor(parse: (text: string, onParsed: () => void) => void, now = () => performance.now()) {
    this.#parse = parse;
    this.#now = now;
  }

  /** Adds text; `onParsed` is called once, when all of it is parsed or dropped. */
  push(text: string, onParsed: () => void): void {
    this.#waiting.push({ text, given: 0, onParsed });
    this.#feed();
  }

  /** True while nothing waits behind what the parser holds. */
  get isLast(): boolean {
    return this.#waiting.length === 0;
  }

  /** Drops the text that the parser has not been given yet, before the screen is cleared. */
  drop(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    this.#size.startOver();
    for (const { onParsed } of dropped) onParsed();
  }

  #feed(): void {
    const next = this.#waiting[0];
    if (this.#isParsing || next === undefined) return;
    this.#isParsing = true;
    // The echo of a key, for instance: not worth timing, and the parser takes only one text at once after a key.
    if (next.text.length - next.given < SMALLEST_PIECE) this.#give(null);
    // The parser may begin in a later task. It tells by an empty text.
    else this.#parse('', () => this.#give(this.#now()));
  }

  /** @param begun when the parser begins; null: not known */
  #give(begun: number | null): void {
    const next = this.#waiting[0];
    if (next === undefined) {
      this.#isParsing = false;
      return;
    }
    const piece = next.text.slice(next.given, next.given + this.#size.units);
    next.given += piece.length;
    const isLast = next.given >= next.text.length;
    if (isLast) this.#waiting.shift();
    this.#parse(piece, () => {
      if (begun !== null) this.#size.took(piece.length, this.#now() - begun);
      this.#isParsing = false;
      if (isLast) next.onParsed();
      this.#feed();
    });
  }
}
