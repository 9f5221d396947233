/** Finds text in what was written. */

import { type OutputLine, OutputLines } from './output-lines.ts';

/** A place in the output that has the text. */
export interface Found {
  /** Counts from 0, in the order of the output. */
  readonly nth: number;
  /** When its last character was written; milliseconds since the start. */
  readonly at: number;
  /** The line around it. */
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** More of the line is not shown. UTF-16 units. */
const MOST_BEFORE = 40;
const MOST_AFTER = 80;

export class OutputSearch {
  readonly #wanted: string;
  readonly #onFound: (found: Found) => void;
  #count = 0;
  readonly #lines = new OutputLines((line) => this.#search(line));

  /** @param text what is looked for, in any case; not empty */
  constructor(text: string, onFound: (found: Found) => void) {
    this.#wanted = text.toLowerCase();
    this.#onFound = onFound;
  }

  /** @param at milliseconds since the start */
  push(text: string, at: number): void {
    this.#lines.push(text, at);
  }

  /** The output has ended. */
  end(): void {
    this.#lines.end();
  }

  /** Of a line, each place that does not overlap the one before. */
  #search({ text, times }: OutputLine): void {
    const lower = text.toLowerCase();
    const length = this.#wanted.length;
    for (let at = lower.indexOf(this.#wanted); at >= 0; at = lower.indexOf(this.#wanted, at + length)) {
      const end = at + length;
      this.#onFound({
        nth: this.#count++,
        at: times.slice(at, end).reduce((latest, time) => Math.max(latest, time), 0),
        before: text.slice(Math.max(0, at - MOST_BEFORE), at),
        match: text.slice(at, end),
        after: text.slice(end, end + MOST_AFTER),
      });
    }
  }
}
