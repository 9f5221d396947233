/**
 * Sets a marker where a command begins, as the shell's marks tell it in the output. For a shell without marks there is
 * none of this between it and the recorder.
 */

import { commandMarker } from '#protocol/recording/command-marker.ts';
import type { ShellEnd, TerminalSize } from '#server/terminal/ports.ts';
import type { RawSink } from '#server/terminal/reader/raw-reader.ts';

/** A recorder, as the markers need it. */
export interface MarkedSink extends RawSink {
  /** A point in time between what was written and what will be. */
  marker(label: string): void;
}

/** Begins each mark; it ends with BEL. */
const START = Buffer.from('\x1b]133;');
const BEL = 0x07;
const LINE_FEED = 0x0a;

/** What is below ends a sequence. */
const FIRST_TEXT = 0x20;

/** The longest mark that is looked at. Bytes. */
const MOST_BYTES = 256;

const NOTHING = Buffer.alloc(0);

export class CommandMarkers implements RawSink {
  readonly #sink: MarkedSink;
  /** What follows the first letter of a mark. */
  readonly #word: string;
  /** The beginning of a mark at the end of what was written. */
  #open: Buffer = NOTHING;
  /** A prompt has ended, and the next line feed begins the output of its command. */
  #awaitsLine = false;
  /** The mark that was read last begins the output of a command. */
  #begins = false;
  #commands = 0;

  /** @param word of the shell's marks */
  constructor(sink: MarkedSink, word: string) {
    this.#sink = sink;
    this.#word = `;podshell=${word}`;
  }

  write(bytes: Uint8Array, offset: number): boolean {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let written = 0;
    let hasRoom = true;
    const write = (end: number) => {
      if (end > written) hasRoom = this.#sink.write(piece.subarray(written, end), offset + written);
      written = end;
    };
    for (const place of this.#places(piece)) {
      write(place);
      this.#commands += 1;
      this.#sink.marker(commandMarker(this.#commands));
    }
    write(piece.length);
    return hasRoom;
  }

  skipped(from: number, to: number): void {
    this.#open = NOTHING;
    this.#awaitsLine = false;
    this.#sink.skipped(from, to);
  }

  resized(size: TerminalSize): void {
    this.#sink.resized(size);
  }

  modes(bytes: Uint8Array): void {
    this.#sink.modes(bytes);
  }

  ended(end: ShellEnd | undefined): void {
    this.#sink.ended(end);
  }

  /** Where commands begin in a piece of output. */
  *#places(piece: Buffer): Generator<number> {
    let at = this.#open.length > 0 ? this.#goOn(piece) : 0;
    if (at > 0 && this.#begins) yield at;
    for (;;) {
      const start = piece.indexOf(START, at);
      const line = this.#awaitsLine ? piece.indexOf(LINE_FEED, at) : -1;
      if (line >= 0 && (start < 0 || line < start)) {
        this.#awaitsLine = false;
        at = line + 1;
        yield at;
      } else if (start < 0) break;
      else {
        at = this.#read(piece.subarray(start)) + start;
        if (this.#begins) yield at;
      }
    }
    if (this.#open.length === 0) this.#open = beginningOfStart(piece.subarray(at));
  }

  /** Goes on with a mark whose beginning was at the end of the piece before. @returns where it ends in this piece, or 0 */
  #goOn(piece: Buffer): number {
    const before = this.#open.length;
    const joined = Buffer.concat([this.#open, piece.subarray(0, MOST_BYTES)]);
    this.#open = NOTHING;
    this.#begins = false;
    const known = Math.min(joined.length, START.length);
    if (joined.compare(START, 0, known, 0, known) !== 0) return 0;
    if (known < START.length) {
      this.#open = joined;
      return piece.length;
    }
    return Math.max(0, this.#read(joined) - before);
  }

  /** Reads a mark at the beginning of the bytes. @returns where it ends */
  #read(bytes: Buffer): number {
    this.#begins = false;
    const most = Math.min(bytes.length, MOST_BYTES);
    let end = START.length;
    while (end < most && (bytes[end] as number) >= FIRST_TEXT) end += 1;
    if (end === bytes.length) {
      this.#open = Buffer.from(bytes);
      return end;
    }
    if (end === MOST_BYTES || bytes[end] !== BEL) return end;
    const text = bytes.toString('latin1', START.length, end);
    const [kind] = text;
    const rest = text.slice(1);
    if (rest !== this.#word && !rest.startsWith(`${this.#word};`)) return end + 1;
    if (kind === 'B') this.#awaitsLine = rest.startsWith(`${this.#word};lf`);
    this.#begins = kind === 'C';
    if (this.#begins) this.#awaitsLine = false;
    return end + 1;
  }
}

/** How much of the beginning of a mark is at the end of some output; a copy. */
function beginningOfStart(bytes: Buffer): Buffer {
  const last = bytes.lastIndexOf(START[0] as number);
  if (last < 0 || bytes.length - last >= START.length) return NOTHING;
  const end = bytes.subarray(last);
  return START.subarray(0, end.length).equals(end) ? Buffer.from(end) : NOTHING;
}
