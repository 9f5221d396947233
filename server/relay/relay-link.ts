/**
 * One end of the kept connection of two replicas that carries the channels of all relayed browsers. Everything written in
 * one turn of the event loop is sent at once, in order.
 */

import type { FrameMemory } from '#server/sockjs/frame-memory.ts';
import { FrameReader, FrameWriter, type RelayFrame, RelayFrameError } from './relay-frames.ts';

/** The connection: an ordered stream of bytes. */
export interface RelaySocket {
  /** @param onTaken always called, later: the bytes may be used again */
  send(bytes: Buffer, onTaken: () => void): void;
  /** Bytes handed to `send` that the network has not accepted yet. */
  readonly bufferedBytes: number;
  /** Cuts the connection. {@link RelaySocketListener.onGone} follows. Idempotent. */
  terminate(): void;
}

export interface RelaySocketListener {
  /** Cut anywhere; valid during the call only. */
  onBytes(bytes: Buffer): void;
  /** The connection has ended, for whatever reason. Exactly once. */
  onGone(): void;
}

/** Waits until the link has room. */
export interface RoomWaiter {
  onRoom(): void;
}

export interface RelayLinkOptions {
  readonly memory: FrameMemory;
  /** Calls back at the end of this turn of the event loop. */
  readonly soon: (callback: () => void) => void;
  /** Called with each frame. What it throws, but for {@link RelayFrameError}, is not caught. */
  readonly onFrame: (frame: RelayFrame) => void;
  /** The link has ended. Exactly once. @param why set if the other end broke the rules */
  readonly onLost: (why: RelayFrameError | undefined) => void;
}

/** With so much written, it is sent before the turn ends. */
const FLUSH_BYTES = 64 * 1024;

/**
 * With more unsent, every channel waits, so that many floods need no more memory than one. Enough for a round trip between
 * two machines at 10 Gbit/s.
 */
const FULL_BYTES = 1024 * 1024;

export class RelayLink implements RelaySocketListener {
  readonly #options: RelayLinkOptions;
  readonly #writer: FrameWriter;
  readonly #reader: FrameReader;
  readonly #waiting = new Set<RoomWaiter>();
  /** Undefined while it is being opened: what is written meanwhile is kept. */
  #socket: RelaySocket | undefined;
  #isPlanned = false;
  #isFull = true;
  #isLost = false;

  constructor(options: RelayLinkOptions) {
    this.#options = options;
    this.#writer = new FrameWriter(options.memory);
    this.#reader = new FrameReader((frame) => {
      if (!this.#isLost) options.onFrame(frame);
    });
  }

  /** True while channels shall send nothing more. */
  get isFull(): boolean {
    return this.#isFull;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** The connection is there: sends what was written before. Call once. */
  carriedBy(socket: RelaySocket): void {
    if (this.#isLost) {
      socket.terminate();
      return;
    }
    this.#socket = socket;
    this.#isFull = false;
    this.#flush();
    this.#noticeRoom();
  }

  /** Writes frames; once the link is lost, for nothing. */
  write<Result>(frame: (writer: FrameWriter) => Result): Result {
    const result = frame(this.#writer);
    if (this.#isLost) this.#options.memory.give(this.#writer.take());
    if (this.#socket === undefined || this.#isLost) return result;
    if (this.#writer.length >= FLUSH_BYTES) this.#flush();
    else if (!this.#isPlanned) {
      this.#isPlanned = true;
      this.#options.soon(() => {
        this.#isPlanned = false;
        this.#flush();
      });
    }
    if (this.#unsentBytes > FULL_BYTES) this.#isFull = true;
    return result;
  }

  /** Calls the waiter once there is room; those that wait longest first. The same one waits once. */
  await(waiter: RoomWaiter): void {
    this.#waiting.add(waiter);
  }

  forget(waiter: RoomWaiter): void {
    this.#waiting.delete(waiter);
  }

  /** Cuts the link. */
  cut(): void {
    this.#socket?.terminate();
    this.#lose(undefined);
  }

  onBytes(bytes: Buffer): void {
    if (this.#isLost) return;
    try {
      this.#reader.push(bytes);
    } catch (error) {
      if (!(error instanceof RelayFrameError)) throw error;
      this.#lose(error);
      this.#socket?.terminate();
    }
  }

  onGone(): void {
    this.#lose(undefined);
  }

  get #unsentBytes(): number {
    return this.#writer.length + (this.#socket?.bufferedBytes ?? 0);
  }

  #flush(): void {
    if (this.#socket === undefined || this.#isLost || this.#writer.length === 0) return;
    const bytes = this.#writer.take();
    this.#socket.send(bytes, () => {
      this.#options.memory.give(bytes);
      this.#noticeRoom();
    });
  }

  /** Lets channels go on in turns, as many as fill the link again. */
  #noticeRoom(): void {
    if (this.#isLost || this.#socket === undefined) return;
    if (this.#isFull && this.#unsentBytes > FULL_BYTES / 2) return;
    this.#isFull = false;
    for (const waiter of [...this.#waiting]) {
      if (this.#isFull) return;
      this.#waiting.delete(waiter);
      waiter.onRoom();
    }
  }

  #lose(why: RelayFrameError | undefined): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#waiting.clear();
    this.#options.onLost(why);
  }
}
