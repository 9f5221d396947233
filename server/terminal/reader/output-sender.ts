/** Sends a session's output to one connection as messages: counts what was sent and shown, and how much may follow. */

import { encodeMessage, type ServerMessage, type StdoutExtras } from '#protocol/messages.ts';
import type { DrawnScreen } from '#protocol/viewing-messages.ts';
import { HIGH_MARK_BYTES, MAX_STDOUT_BYTES } from '../limits.ts';
import type { KeptOutput } from '../output/scrollback.ts';
import { sizesToTell, type WrittenSize } from '../output/size-marks.ts';
import type { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import { wholeCharacters } from '../output/utf8.ts';
import type { Connection } from '../ports.ts';
import type { InputReceipt } from './input-receipt.ts';
import { characterStart } from './newest-output.ts';

const NOTHING = Buffer.alloc(0);

export interface OutputSenderOptions {
  readonly connection: Connection;
  readonly output: KeptOutput;
  readonly encoder: StdoutLiteralEncoder;
  /** The client sends `ack`: flow control goes by what it has shown, else by what its transport has passed on. */
  readonly acks: boolean;
  /** Bytes of output that the client has already. */
  readonly offset: number;
  /** Offset of the oldest output that it may be given, at or after the start of the scrollback. */
  readonly oldest: number;
  /** What it is told of its input; undefined when it has not asked. */
  readonly receipt: InputReceipt | undefined;
  /**
   * Whether it is told at which window size output was written: `replay`: with replayed output, since it knows the size of
   * its own window; `always`: by messages of their own, since it has no window.
   */
  readonly sizes: 'untold' | 'replay' | 'always';
}

export class OutputSender {
  readonly connection: Connection;
  readonly receipt: InputReceipt | undefined;
  readonly #output: KeptOutput;
  readonly #encoder: StdoutLiteralEncoder;
  readonly #acks: boolean;
  #sent: number;
  #shown: number;
  /** Stretches of output that were skipped, oldest first: what lies in them is not on its way. */
  #gaps: { readonly from: number; readonly to: number }[] = [];
  /** Bytes in them. */
  #skipped = 0;
  #blocked = false;
  #lost = false;
  readonly #sizes: OutputSenderOptions['sizes'];
  /** For `always`: what it was told last. */
  #toldSize: WrittenSize | undefined;
  /** Output before this offset was written before the client looked: it is told at which size. */
  #replayUntil = 0;
  /** The last output sent said its size. */
  #replaying = false;

  constructor(options: OutputSenderOptions) {
    this.connection = options.connection;
    this.receipt = options.receipt;
    this.#output = options.output;
    this.#encoder = options.encoder;
    this.#acks = options.acks;
    const { offset, oldest } = options;
    this.#lost = offset < oldest || offset > this.#output.end;
    this.#sent = this.#lost ? characterStart(this.#output, oldest) : offset;
    this.#shown = this.#sent;
    this.#sizes = options.sizes;
    this.#replayToEnd();
  }

  /** Offset after the last byte sent. */
  get sent(): number {
    return this.#sent;
  }

  /**
   * Bytes of output that the process has written and this viewer has not shown yet. For a client that never acks
   * it is what the transport would not take any more: its own mark then says when it has room.
   */
  get unshownBytes(): number {
    return this.#output.end - this.#sent + (this.#acks ? this.#inFlight : 0);
  }

  /** True while nothing may be sent, whatever waits. */
  get isFull(): boolean {
    return this.#blocked || this.#inFlight >= this.#window();
  }

  /** Bytes sent and not shown yet. A reset moves the offset on, but the screen still works on what it was sent. */
  get #inFlight(): number {
    return this.#sent - this.#shown - this.#skipped;
  }

  /** Sends a message that is not output, in order with the output. */
  send(message: ServerMessage): void {
    if (!this.connection.send(encodeMessage(message))) this.#blocked = true;
  }

  /**
   * Tells the client to start afresh when what it missed is no longer kept, and sets the modes that what follows was
   * written in. They are no output, so they do not count in the offset.
   * @returns true when something was missed
   */
  announceLoss(): boolean {
    if (!this.#lost) return false;
    this.#lost = false;
    this.send({ Op: 'reset', Offset: this.#sent });
    this.#tellSize();
    const modes = this.#output.modesAt(this.#sent);
    if (modes.length > 0) this.#sendOutput(modes, this.#sent);
    return true;
  }

  /**
   * Sends what may be sent of the output.
   * @param final true when nothing follows: an unfinished character is sent too
   * @returns true when all of the output was sent
   */
  pump(final: boolean): boolean {
    const done = this.#sendAll(final);
    if (this.#replaying && this.#sent >= this.#replayUntil) this.#sendOutput(NOTHING, this.#sent);
    return done;
  }

  /** The client has shown everything up to an offset. Offsets that were never sent are not believed. */
  ack(offset: number): void {
    if (offset > this.#sent) return;
    let shown = offset;
    for (let gap = this.#gaps[0]; gap !== undefined && shown > gap.from; gap = this.#gaps[0]) {
      // Inside a gap there is nothing to show: such an ack speaks of what came before it.
      if (shown <= gap.to) shown = gap.from;
      else {
        this.#gaps.shift();
        this.#skipped -= gap.to - gap.from;
      }
    }
    this.#shown = Math.max(this.#shown, shown);
  }

  /** Goes on at an offset, if it has not come so far yet; the client is told to start afresh there. */
  skipTo(offset: number): void {
    if (offset <= this.#sent) return;
    const to = characterStart(this.#output, offset);
    this.#gaps.push({ from: this.#sent, to });
    this.#skipped += to - this.#sent;
    this.#sent = to;
    this.#lost = true;
    this.#replayToEnd();
    this.announceLoss();
  }

  /**
   * Starts afresh at an offset, also an earlier one, with what the terminal shows there.
   * @returns false when that is not kept, was drawn for another window or screen, or the transport has no room
   */
  showScreen(offset: number, drawn: DrawnScreen): boolean {
    const { start, end } = this.#output;
    const isKept = offset >= start && offset <= end && characterStart(this.#output, offset) === offset;
    if (this.#blocked || !isKept || !fits(drawn, offset, this.#output)) return false;
    this.#gaps = [];
    this.#skipped = 0;
    this.#sent = offset;
    this.#shown = offset;
    this.#lost = false;
    this.send({ Op: 'reset', Offset: offset });
    this.#tellSize();
    const all = this.#output.modesAt(offset, drawn);
    for (let at = 0; at < all.length; ) {
      const piece = all.subarray(at, at + MAX_STDOUT_BYTES);
      const bytes = at + piece.length === all.length ? piece : piece.subarray(0, wholeCharacters(piece));
      this.#sendOutput(bytes, offset);
      at += bytes.length;
    }
    return true;
  }

  /** The transport has room again. */
  drained(): void {
    this.#blocked = false;
  }

  /** Tells how much of the input was taken, by a message without output if nobody has told it before. */
  tellInput(): void {
    if (this.receipt?.isDue) this.#sendOutput(NOTHING, this.#sent);
  }

  /** How much of the input was taken, for a message that is about to be sent; undefined when that is known. */
  inputTaken(): Pick<StdoutExtras, 'Input'> | undefined {
    const input = this.receipt?.tell();
    return input === undefined ? undefined : { Input: input };
  }

  #sendAll(final: boolean): boolean {
    while (this.#sent < this.#output.end) {
      this.skipTo(this.#output.start);
      this.#tellSize();
      if (this.isFull) return false;
      const from = this.#sent;
      const stretch = this.#stretch();
      const bytes = this.#output.readPiece(from, Math.min(stretch, MAX_STDOUT_BYTES));
      const atEnd = from + bytes.length === this.#output.end;
      const whole = bytes.length === stretch || (final && atEnd);
      const length = whole ? bytes.length : wholeCharacters(bytes);
      if (length === 0) return false;
      this.#sent += length;
      this.#sendOutput(length === bytes.length ? bytes : bytes.subarray(0, length), from);
    }
    this.#tellSize();
    return true;
  }

  /** Bytes until a message has to end because its size does; infinite where the client is told none. */
  #stretch(): number {
    const until = this.#sizes === 'always' ? Number.POSITIVE_INFINITY : this.#replayUntil;
    if (this.#sent >= until) return Number.POSITIVE_INFINITY;
    const end = Math.min(this.#output.sizeChangeAfter(this.#sent), until);
    // A character that a change of size has cut in two goes with its first half, once all of it is there.
    const next = end < this.#output.end ? characterStart(this.#output, end) : end;
    return next < this.#output.end || until < Number.POSITIVE_INFINITY
      ? next - this.#sent
      : Number.POSITIVE_INFINITY;
  }

  /** @param from offset of the first of the bytes */
  #sendOutput(bytes: Buffer, from: number): void {
    const literal = this.#encoder.encode(bytes, this.#sent, this.#extras(from));
    if (!this.connection.sendLiteral(literal)) this.#blocked = true;
  }

  #extras(from: number): StdoutExtras | undefined {
    this.#replaying = from < this.#replayUntil;
    const size = this.#replaying ? this.#output.sizeAt(from) : undefined;
    const input = this.inputTaken();
    return size === undefined ? input : { ...input, Cols: size.cols, Rows: size.rows };
  }

  /** All output so far is a replay, but for a character that is not whole yet. */
  #replayToEnd(): void {
    if (this.#sizes !== 'replay') return;
    const { start, end } = this.#output;
    const tail = this.#output.read(Math.max(start, end - 4), 4);
    this.#replayUntil = end - tail.length + wholeCharacters(tail);
  }

  #tellSize(): void {
    const size = this.#sizes === 'always' ? this.#output.sizeAt(this.#sent) : undefined;
    if (size === undefined || size === this.#toldSize) return;
    const sizes = sizesToTell(this.#toldSize, size);
    this.#toldSize = size;
    for (const { cols, rows } of sizes) this.send({ Op: 'size', Cols: cols, Rows: rows });
  }

  #window(): number {
    return this.#acks ? HIGH_MARK_BYTES : Number.POSITIVE_INFINITY;
  }
}

/** It shows the screen that the output at an offset is written to. */
function fits({ Data, Cols, Rows }: DrawnScreen, offset: number, output: KeptOutput): boolean {
  const { cols = Cols, rows = Rows } = output.sizeAt(offset) ?? {};
  const isSameSize = Cols === undefined || (cols === Cols && rows === Rows);
  return isSameSize && output.isAlternateAt(offset) === (Data !== '');
}
