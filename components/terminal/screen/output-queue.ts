/**
 * Queues output for the parser. xterm cannot drop what it was given, so it gets little at a time. After a reset the rest
 * is dropped unparsed, so the prompt appears sooner after Ctrl+C during heavy output.
 */

import { PieceSize } from './piece-size.ts';

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
  /** UTF-16 units that the parser holds. */
  #ahead = 0;
  /** When the parser finished a piece in this task; null: not in this task. */
  #finishedAt: number | null = null;

  /**
   * @param parse parses a piece and then calls back, in order
   * @param now a clock in milliseconds
   */
  constructor(parse: (text: string, onParsed: () => void) => void, now = () => performance.now()) {
    this.#parse = parse;
    this.#now = now;
  }

  /** UTF-16 units that the parser may hold: two pieces, so that it has the next one when it finishes the first. */
  get aheadUnits(): number {
    return 2 * this.#size.units;
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

  /** Drops the text that the parser has not been given yet. */
  drop(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    for (const { onParsed } of dropped) onParsed();
  }

  #feed(): void {
    while (this.#ahead < this.aheadUnits) {
      const next = this.#waiting[0];
      if (next === undefined) return;
      const piece = next.text.slice(next.given, next.given + this.#size.units);
      next.given += piece.length;
      const isLast = next.given >= next.text.length;
      if (isLast) this.#waiting.shift();
      this.#ahead += piece.length;
      this.#parse(piece, () => {
        this.#ahead -= piece.length;
        this.#measure(piece.length);
        if (isLast) next.onParsed();
        this.#feed();
      });
    }
  }

  /** Times a piece if the parser began it when it finished the one before, without a pause. */
  #measure(units: number): void {
    const now = this.#now();
    if (this.#finishedAt !== null) this.#size.took(units, now - this.#finishedAt);
    // The parser pauses by ending the task, and before the next task this runs.
    else queueMicrotask(() => (this.#finishedAt = null));
    this.#finishedAt = now;
  }
}
