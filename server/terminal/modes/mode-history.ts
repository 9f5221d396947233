/**
 * The terminal's modes at any offset of the output that is kept. What is kept tells all of them but those from before
 * its first byte: so they are followed when output is forgotten, and only then. Most shells never write that much.
 */

import type { DrawnScreen } from '#protocol/viewing-messages.ts';
import { SequenceParser } from './sequence-parser.ts';
import { TerminalModes } from './terminal-modes.ts';

/** Reads the output from an offset up to another, in pieces and at the size that each was written at. */
export type ReadPieces = (from: number, to: number) => Iterable<OutputPiece>;

export interface OutputPiece {
  readonly bytes: Buffer;
  /** Rows of the window, told where they or the columns change. */
  readonly rows: number | undefined;
}

/** Aborts a sequence that was cut off (CAN). */
const CANCEL = '\x18';

interface Moment {
  offset: number;
  readonly parser: SequenceParser;
  readonly modes: TerminalModes;
}

export class ModeHistory {
  /** At the first byte that is kept. */
  readonly #first: Moment = { offset: 0, parser: new SequenceParser(), modes: new TerminalModes() };
  /** Where they were asked for last: the next answer goes on from there. */
  #asked: Moment | undefined;

  /** Takes the output that is about to be forgotten: what follows that of the last call. */
  forget(pieces: Iterable<OutputPiece>): void {
    take(this.#first, pieces);
  }

  /**
   * What brings a terminal into the state in which the output at an offset finds it: its modes, and the beginning of a
   * sequence that is cut there. Empty when there is nothing to say.
   * @param offset not before the first byte that is kept; between two characters
   * @param drawn what the terminal shows there: it must have been reset
   */
  textAt(offset: number, read: ReadPieces, drawn?: DrawnScreen): Buffer {
    const moment = this.#momentAt(offset, read);
    const text = moment.modes.text(drawn);
    const { open } = moment.parser;
    if (text === '' && open.length === 0) return open;
    return Buffer.concat([Buffer.from(CANCEL + text), open]);
  }

  /** True where a program fills the screen. @param offset as of {@link textAt} */
  isAlternateAt(offset: number, read: ReadPieces): boolean {
    return this.#momentAt(offset, read).modes.isAlternate;
  }

  #momentAt(offset: number, read: ReadPieces): Moment {
    const asked = this.#asked;
    const isUsable = asked !== undefined && asked.offset <= offset && asked.offset >= this.#first.offset;
    const moment = isUsable ? asked : copyOf(this.#first);
    take(moment, read(moment.offset, offset));
    this.#asked = moment;
    return moment;
  }
}

function take(moment: Moment, pieces: Iterable<OutputPiece>): void {
  const { modes, parser } = moment;
  for (const { bytes, rows } of pieces) {
    if (rows !== undefined) modes.resized(rows);
    parser.feed(bytes, modes);
    moment.offset += bytes.length;
  }
}

function copyOf({ offset, parser, modes }: Moment): Moment {
  return { offset, parser: parser.clone(), modes: new TerminalModes(modes) };
}
