/**
 * Flow control of one channel, the same in both directions: a sender stops when it has sent a window of messages that the
 * receiver has not passed on. So neither replica ever holds more than that for a reader that does not read.
 */

import type { RelayLink, RoomWaiter } from './relay-link.ts';

/** Bytes of messages on their way, before the sender waits: as much as a browser's connection takes in unsent. */
export const WINDOW_BYTES = 256 * 1024;

/**
 * The receiver gives credit in steps of this. Below what makes the gate leave pings unanswered: an idle channel may owe as
 * much.
 */
const CREDIT_STEP_BYTES = 32 * 1024;

export class Outgoing implements RoomWaiter {
  readonly #link: RelayLink;
  readonly #channel: number;
  readonly #onRoom: () => void;
  #unread = 0;
  #waits = false;

  /** @param onRoom called when more may be sent after {@link text} or {@link literal} gave false */
  constructor(link: RelayLink, channel: number, onRoom: () => void) {
    this.#link = link;
    this.#channel = channel;
    this.#onRoom = onRoom;
  }

  /** Bytes that were sent and that the other end has not told to have passed on. */
  get unread(): number {
    return this.#unread;
  }

  /** Sends a message. False: nothing more, please, until there is room. */
  text(text: string): boolean {
    this.#unread += this.#link.write((writer) => writer.text(this.#channel, text));
    return this.#hasRoom();
  }

  /** As {@link text}, for a message that is encoded already. */
  literal(literal: Uint8Array): boolean {
    this.#unread += this.#link.write((writer) => writer.literal(this.#channel, literal));
    return this.#hasRoom();
  }

  /** The other end has passed on so many bytes. */
  credited(bytes: number): void {
    this.#unread = Math.max(0, this.#unread - bytes);
    this.onRoom();
  }

  onRoom(): void {
    if (!this.#waits || this.#unread > WINDOW_BYTES / 2) return;
    if (this.#link.isFull) {
      this.#link.await(this);
      return;
    }
    this.#waits = false;
    this.#onRoom();
  }

  dispose(): void {
    this.#waits = false;
    this.#link.forget(this);
  }

  #hasRoom(): boolean {
    if (this.#unread > WINDOW_BYTES) this.#waits = true;
    if (this.#link.isFull) {
      this.#waits = true;
      this.#link.await(this);
    }
    return !this.#waits;
  }
}

export class Incoming {
  readonly #link: RelayLink;
  readonly #channel: number;
  #owed = 0;
  #isHeld = false;

  constructor(link: RelayLink, channel: number) {
    this.#link = link;
    this.#channel = channel;
  }

  /** A message of so many bytes was passed on. */
  took(bytes: number): void {
    this.#owed += bytes;
    this.#pay();
  }

  /** Who reads has no room: gives no credit until {@link release}. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#pay();
  }

  #pay(): void {
    if (this.#isHeld || this.#owed < CREDIT_STEP_BYTES) return;
    const bytes = this.#owed;
    this.#owed = 0;
    this.#link.write((writer) => writer.credit(this.#channel, bytes));
  }
}
