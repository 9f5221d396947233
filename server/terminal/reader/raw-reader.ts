/** A further reader that takes the process's bytes as they are, with the window sizes they were written at. */

import { MAX_STDOUT_BYTES } from '../limits.ts';
import type { KeptOutput } from '../output/scrollback.ts';
import { sizesToTell, type WrittenSize } from '../output/size-marks.ts';
import type { ShellEnd, TerminalSize } from '../ports.ts';
import type { ProcessState } from '../process/process-leg.ts';
import { characterStart, newestStart } from './newest-output.ts';
import type { Reader } from './reader.ts';

/** Where the bytes go, for instance a recording. Calls come in the order of the offsets. */
export interface RawSink {
  /**
   * Output from an offset on, cut anywhere, at most 64 KiB. Valid during the call only.
   * @returns false when the sink has no room: it gets nothing before {@link RawReader.drained}, or the end of the session,
   *   when it gets all that is still kept
   */
  write(bytes: Uint8Array, offset: number): boolean;
  /** What follows was written at this window size. */
  resized(size: TerminalSize): void;
  /**
   * Output between two offsets is lost to it: it came late or was too slow. What follows is for a terminal that starts
   * afresh.
   */
  skipped(from: number, to: number): void;
  /**
   * After a skip and the window size: what brings a new terminal into the state in which the next output finds it, to
   * be written before that. It is no output, so no offset counts it. Not called when there is nothing to say.
   */
  modes(bytes: Uint8Array): void;
  /**
   * Nothing follows. Once.
   * @param end how the process ended; undefined when the session ended before its process did
   */
  ended(end: ShellEnd | undefined): void;
}

export class RawReader implements Reader {
  readonly #output: KeptOutput;
  readonly #sink: RawSink;
  #offset = 0;
  #size: WrittenSize | undefined;
  #state: 'open' | 'full' | 'ended' = 'open';

  /** Begins with the oldest output that is kept. */
  constructor(output: KeptOutput, sink: RawSink) {
    this.#output = output;
    this.#sink = sink;
  }

  /** Offset after the last byte that the sink has. */
  get offset(): number {
    return this.#offset;
  }

  /** The sink has room again. Wake the reader afterwards. */
  drained(): void {
    if (this.#state === 'full') this.#state = 'open';
  }

  update(process: ProcessState): void {
    while (this.#state === 'open' && this.#offset < this.#output.end) this.#readOne();
    if (this.#state !== 'open') return;
    this.#tellSize();
    if (process.kind === 'ended') this.#end(process.end);
  }

  close(process: ProcessState): void {
    if (this.#state === 'ended') return;
    while (this.#offset < this.#output.end) this.#readOne();
    this.#tellSize();
    this.#end(process.kind === 'ended' ? process.end : undefined);
  }

  #readOne(): void {
    if (this.#offset < this.#output.start) this.#catchUp();
    this.#tellSize();
    const from = this.#offset;
    const stretch = this.#output.sizeChangeAfter(from) - from;
    const bytes = this.#output.readPiece(from, Math.min(stretch, MAX_STDOUT_BYTES));
    this.#offset += bytes.length;
    if (!this.#sink.write(bytes, from) && this.#state === 'open') this.#state = 'full';
  }

  #catchUp(): void {
    // One that comes late has time for all that is kept; one that is too slow would soon be late again.
    const start = this.#offset === 0 ? this.#output.start : newestStart(this.#output);
    this.#skipTo(characterStart(this.#output, start));
    this.#tellSize();
    const modes = this.#output.modesAt(this.#offset);
    if (modes.length > 0) this.#sink.modes(modes);
  }

  #skipTo(offset: number): void {
    const from = this.#offset;
    this.#offset = offset;
    this.#sink.skipped(from, offset);
  }

  #tellSize(): void {
    const size = this.#output.sizeAt(this.#offset);
    if (size === undefined || size === this.#size) return;
    const sizes = sizesToTell(this.#size, size);
    this.#size = size;
    for (const one of sizes) this.#sink.resized(one);
  }

  #end(end: ShellEnd | undefined): void {
    this.#state = 'ended';
    this.#sink.ended(end);
  }
}
