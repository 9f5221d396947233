/**
 * Queues output for the parser. xterm cannot drop what it was given, so it gets little at a time. After a reset the rest
 * is dropped unparsed, so the prompt appears sooner after Ctrl+C during heavy output.
 */

import { PIECE_UNITS, pieces } from './text/pieces.ts';

/** UTF-16 units that the parser may hold: two pieces, so that it has the next one when it finishes the first. */
export const AHEAD_UNITS = 2 * PIECE_UNITS;

interface Piece {
  readonly text: string;
  readonly onParsed: () => void;
}

export class OutputQueue {
  readonly #parse: (text: string, onParsed: () => void) => void;
  #waiting: Piece[] = [];
  /** UTF-16 units that the parser holds. */
  #ahead = 0;

  /** @param parse parses a piece and then calls back, in order */
  constructor(parse: (text: string, onParsed: () => void) => void) {
    this.#parse = parse;
  }

  /** Adds text; `onParsed` is called once, when all of it is parsed or dropped. */
  push(text: string, onParsed: () => void): void {
    const all = pieces(text);
    for (const [index, piece] of all.entries()) {
      this.#waiting.push({ text: piece, onParsed: index === all.length - 1 ? onParsed : nothing });
    }
    this.#feed();
  }

  /** Drops the text that the parser has not been given yet. */
  drop(): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    for (const { onParsed } of dropped) onParsed();
  }

  #feed(): void {
    while (this.#ahead < AHEAD_UNITS) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const { text, onParsed } = next;
      this.#ahead += text.length;
      this.#parse(text, () => {
        this.#ahead -= text.length;
        onParsed();
        this.#feed();
      });
    }
  }
}

function nothing(): void {}
