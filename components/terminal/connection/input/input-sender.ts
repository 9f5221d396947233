/**
 * Sends input in order, as fast as the connection takes it, and queues it while disconnected. After a drop, unconfirmed
 * input is sent again, if the server reports what it has received.
 */

import { INPUT_RECEIPT_BYTES } from '#protocol/limits.ts';
import type { Clock } from '../clock.ts';
import { SentInput } from './sent-input.ts';
import { INTERRUPT, type InputPiece, KEPT_INPUT, StdinQueue } from './stdin-queue.ts';

/** The connection that input is sent to. */
export interface InputOutlet {
  send(piece: InputPiece): void;
  /** Characters that are queued in the transport. */
  unsent(): number;
}

/**
 * Above this fill level nothing more is handed to the transport: an HTTP transport would send its whole queue as one
 * request, and a WebSocket would copy a whole paste into the browser's memory.
 */
const MAX_UNSENT = 256 * 1024;

/**
 * Limit for unconfirmed input, in UTF-8 bytes: what is sent can be taken back no more when the user stops a paste. The
 * server confirms every 64 KiB, so a round trip of 100 ms still allows 1.2 MB/s, more than a terminal reads.
 */
export const MAX_UNCONFIRMED = 128 * 1024;

/** So few queued UTF-16 units wait for no confirmation: keys such as an interrupt of a program that reads nothing. */
const KEYS = 1024;

/**
 * An interrupt makes the terminal drop its unread input. The end of a bracketed paste must not be in there: bash would take
 * all keys for pasted text. So an interrupt waits until the paste was read, but no longer than this without a confirmation, in
 * milliseconds: the program may read nothing.
 */
const PASTE_READ_MS = 1_500;

/** How often a full transport is checked again, in milliseconds. */
const FULL_RETRY_MS = 15;

export class InputSender {
  readonly #clock: Clock;
  readonly #yieldToPage: (callback: () => void) => void;
  readonly #queue = new StdinQueue();
  readonly #sent = new SentInput();
  /** True if the connected server confirms input. */
  #isConfirmed = false;
  #outlet: InputOutlet | null = null;
  /** Number of the current outlet, so that late callbacks of an earlier one are ignored. */
  #turn = 0;
  #waiting = false;
  /** An interrupt, and what was typed after it; null: none waits. */
  #afterPaste: InputPiece[] | null = null;
  #confirmedAt = 0;

  constructor(clock: Clock, yieldToPage: (callback: () => void) => void) {
    this.#clock = clock;
    this.#yieldToPage = yieldToPage;
  }

  /** Queued UTF-16 units. */
  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * UTF-16 units that are queued, or sent and not read by the process yet. A server confirms the last of it late, so as
   * little as it need not confirm counts as read.
   */
  get unread(): number {
    const isBehind = this.#sent.unconfirmedBytes > INPUT_RECEIPT_BYTES;
    return this.#queue.length + (isBehind ? this.#sent.unconfirmedCharacters : 0);
  }

  /**
   * Takes input.
   * @param isBinary each character of `text` is a byte
   * @returns false if the whole text was refused because the queue is full
   */
  push(text: string, isBinary = false): boolean {
    if (this.#outlet === null && this.#queue.length + text.length > KEPT_INPUT) return false;
    const input = { text, isBinary };
    if (this.#afterPaste !== null) this.#afterPaste.push(input);
    else if (text === INTERRUPT && this.#isPasteUnread) {
      this.#afterPaste = [input];
      this.#confirmedAt = this.#clock.now();
      this.#interruptLater();
    } else this.#enqueue(input);
    return true;
  }

  /**
   * Sends queued and new input to this outlet, until the next call.
   * @param taken UTF-8 bytes of this window's input that the server has taken for the session; null when it does
   *   not report it; then nothing is sent twice
   */
  attach(outlet: InputOutlet, taken: number | null): void {
    this.detach();
    this.#outlet = outlet;
    this.#isConfirmed = taken !== null;
    if (taken === null) this.#sent.clear();
    else this.#queue.putBack(this.#sent.rewind(taken));
    this.#pump(this.#turn);
  }

  /** The server confirms that it received this many bytes. */
  confirm(taken: number): void {
    this.#confirmedAt = this.#clock.now();
    this.#sent.confirm(taken);
  }

  /** Queues input from now on. */
  detach(): void {
    this.#outlet = null;
    this.#turn += 1;
    this.#waiting = false;
  }

  /** A new session begins: input sent to the previous one is not sent again. */
  forgetSent(): void {
    this.#sent.clear();
  }

  /** Drops the queue. */
  clear(): void {
    this.#afterPaste = null;
    this.#queue.clear();
  }

  /** Stops a paste: drops the queue, and ends a bracketed paste that has begun. */
  drop(): void {
    this.#queue.drop();
    if (!this.#waiting) this.#pump(this.#turn);
  }

  get #isPasteUnread(): boolean {
    return this.#isConfirmed && (this.#queue.hasPasteEnd || this.#sent.hasPasteEnd);
  }

  #enqueue(input: InputPiece): void {
    this.#queue.push(input);
    if (!this.#waiting) this.#pump(this.#turn);
  }

  #interruptLater(): void {
    this.#clock.after(FULL_RETRY_MS, () => {
      const inputs = this.#afterPaste;
      if (inputs === null) return;
      const isStuck = this.#clock.now() - this.#confirmedAt > PASTE_READ_MS;
      if (this.#outlet !== null && this.#isPasteUnread && !isStuck) {
        this.#interruptLater();
        return;
      }
      this.#afterPaste = null;
      for (const input of inputs) this.#enqueue(input);
    });
  }

  #pump(turn: number): void {
    if (turn !== this.#turn) return;
    this.#waiting = false;
    const outlet = this.#outlet;
    if (outlet === null || this.#queue.length === 0) return;
    const isBehind = this.#sent.unconfirmedBytes > MAX_UNCONFIRMED && this.#queue.length > KEYS;
    const full = isBehind || outlet.unsent() > MAX_UNSENT;
    const piece = full ? null : this.#queue.take();
    if (piece !== null) this.#send(outlet, piece);
    if (this.#queue.length === 0) return;
    this.#waiting = true;
    if (full) this.#clock.after(FULL_RETRY_MS, () => this.#pump(turn));
    else this.#yieldToPage(() => this.#pump(turn));
  }

  #send(outlet: InputOutlet, piece: InputPiece): void {
    if (this.#isConfirmed) this.#sent.add(piece);
    outlet.send(piece);
  }
}
