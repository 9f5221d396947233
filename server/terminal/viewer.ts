/** One browser's reading of a session: what of the output it was sent, what it has shown, how much may follow. */

import { encodeMessage, type ServerMessage } from '#protocol/messages.ts';
import { HIGH_MARK_BYTES, MAX_STDOUT_BYTES } from './limits.ts';
import type { Connection } from './ports.ts';
import type { Scrollback } from './scrollback.ts';
import type { StdoutLiteralEncoder } from './stdout-literal.ts';
import { leadingContinuations, wholeCharacters } from './utf8.ts';

export interface ViewerOptions {
  readonly connection: Connection;
  readonly scrollback: Scrollback;
  readonly encoder: StdoutLiteralEncoder;
  /** The client sends `ack`: flow control goes by what it has shown, else by what its transport has passed on. */
  readonly acks: boolean;
  /** Bytes of output that the client has already. */
  readonly offset: number;
}

export class Viewer {
  readonly connection: Connection;
  readonly #scrollback: Scrollback;
  readonly #encoder: StdoutLiteralEncoder;
  readonly #acks: boolean;
  #sent: number;
  #shown: number;
  #blocked = false;
  #lost = false;

  constructor(options: ViewerOptions) {
    this.connection = options.connection;
    this.#scrollback = options.scrollback;
    this.#encoder = options.encoder;
    this.#acks = options.acks;
    this.#sent = options.offset;
    this.#lost = options.offset < this.#scrollback.start || options.offset > this.#scrollback.end;
    if (this.#lost) this.#sent = this.#oldest();
    this.#shown = this.#sent;
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
    return this.#scrollback.end - (this.#acks ? this.#shown : this.#sent);
  }

  /** Sends a message that is not output, in order with the output. */
  send(message: ServerMessage): void {
    if (!this.connection.send(encodeMessage(message))) this.#blocked = true;
  }

  /** Tells the client to start afresh when what it missed is no longer kept. */
  announceLoss(): void {
    if (!this.#lost) return;
    this.#lost = false;
    this.send({ Op: 'reset', Offset: this.#sent });
  }

  /**
   * Sends what may be sent of the output.
   * @param final true when nothing follows: an unfinished character is sent too
   * @returns true when all of the output was sent
   */
  pump(final: boolean): boolean {
    while (this.#sent < this.#scrollback.end) {
      if (this.#sent < this.#scrollback.start) this.#skipLost();
      if (this.#blocked || this.#sent - this.#shown >= this.#window()) return false;
      const bytes = this.#scrollback.read(this.#sent, MAX_STDOUT_BYTES);
      const atEnd = this.#sent + bytes.length === this.#scrollback.end;
      const length = final && atEnd ? bytes.length : wholeCharacters(bytes);
      if (length === 0) return false;
      this.#sent += length;
      this.#sendOutput(bytes.subarray(0, length));
    }
    return true;
  }

  /** The client has shown everything up to an offset. Offsets that were never sent are not believed. */
  ack(offset: number): void {
    if (offset > this.#shown && offset <= this.#sent) this.#shown = offset;
  }

  /** The transport has room again. */
  drained(): void {
    this.#blocked = false;
  }

  #sendOutput(bytes: Buffer): void {
    const literal = this.#encoder.encode(bytes, this.#sent);
    if (literal === undefined) this.send({ Op: 'stdout', Data: bytes.toString(), Offset: this.#sent });
    else if (!this.connection.sendLiteral(literal)) this.#blocked = true;
  }

  #window(): number {
    return this.#acks ? HIGH_MARK_BYTES : Number.POSITIVE_INFINITY;
  }

  #skipLost(): void {
    this.#sent = this.#oldest();
    this.#shown = this.#sent;
    this.#lost = true;
    this.announceLoss();
  }

  #oldest(): number {
    const start = this.#scrollback.start;
    return start === 0 ? 0 : start + leadingContinuations(this.#scrollback.read(start, 4));
  }
}
