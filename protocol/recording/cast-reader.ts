/** Reads an asciicast v3 file as it comes, in pieces cut anywhere. */

import { type CastLine, readCastLine } from './cast-lines.ts';
import { CastError, type CastHeader, readCastHeader } from './recording-header.ts';

/** The longest line, in UTF-16 units: a chunk of 64 KiB in control characters, with room. What is longer is no recording. */
const MAX_CAST_LINE = 4 * 1024 * 1024;

export type CastItem =
  | { readonly kind: 'header'; readonly header: CastHeader }
  | (CastLine & {
      /** Milliseconds since the start. */
      readonly at: number;
    });

/** Whole numbers add up exactly, and asciinema writes microseconds. */
const MICROSECONDS = 1_000_000;

export class CastReader {
  #rest = '';
  #line = 0;
  #microseconds = 0;

  /** The line that was read last, counted from 1. */
  get line(): number {
    return this.#line;
  }

  /** What was read so far of a line whose end has not come. */
  get rest(): string {
    return this.#rest;
  }

  /**
   * Takes the next piece of the file's text. Comments of others and empty lines are left out.
   * @throws CastError that names the line; the reader must not be used any more
   */
  push(text: string): CastItem[] {
    const lines = text.split('\n');
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() ?? '';
    const items: CastItem[] = [];
    for (const line of lines) {
      const item = this.#read(line);
      if (item !== undefined) items.push(item);
    }
    if (this.#rest.length > MAX_CAST_LINE) throw new CastError(`Line ${this.#line + 1}: too long`);
    return items;
  }

  /**
   * The file has ended. A last line without a line end counts as one.
   * @throws CastError as {@link push}
   */
  end(): CastItem[] {
    return this.#rest === '' ? [] : this.push('\n');
  }

  #read(line: string): CastItem | undefined {
    this.#line += 1;
    try {
      if (this.#line === 1) return { kind: 'header', header: readCastHeader(line) };
      const read = readCastLine(line);
      if (read.kind === 'comment') return undefined;
      if (read.kind === 'event') this.#microseconds += Math.round(read.interval * MICROSECONDS);
      return { ...read, at: this.#microseconds / 1000 };
    } catch (error) {
      throw error instanceof CastError ? new CastError(`Line ${this.#line}: ${error.message}`) : error;
    }
  }
}
