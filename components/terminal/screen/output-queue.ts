/**
 * Output that waits for the parser. xterm cannot drop what it was given, so it gets little at a time: after a reset the
 * rest can be dropped unparsed, and the prompt after Ctrl+C in a flood appears sooner.
 */

import { PIECE_UNITS, pieces } from './pieces.ts';

/** UTF-16 units that the parser may hold: with two pieces it always has one when it has done the other. */
export const AHEAD_UNITS = 2 * PIECE_UNITS;

interface Piece {
  readonly text: string;
  readonly onParsed: () => void;
}

export class OutputQueue {
  readonly #parse: (text: string, onParsed: () => void) => void;
  #waiting: Piece[] = [];
  /** Units that the parser holds. */
  #ahead = 0;

  /** @param parse takes a piece and calls back when it has parsed it, in order */
  constructor(parse: (text: string, onParsed: () => void) => void) {
    this.#parse = parse;
  }

  /** Adds text; `onParsed` is called once, when all of it was parsed or dropped. */
  push(text: string, onParsed: () => void): void {
    const all = pieces(text);
    for (const [index, piece] of all.entries()) {
      this.#waiting.push({ text: piece, onParsed: index === all.length - 1 ? onParsed : nothing });
    }
    this.#feed();
  }

  /** Drops what the parser has not been given yet. */
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
