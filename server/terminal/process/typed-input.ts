/** What was typed into a session: its bytes for the process, and how much was taken of which window's. */

import { PASTE_END } from '#protocol/bracketed-paste.ts';
import { OpenPaste } from './open-paste.ts';
import { StdinEncoder } from './stdin-encoder.ts';

/** Windows whose counts are kept. Each reload is a new one; what the oldest had sent is long settled. */
const MAX_WRITERS = 64;

export class TypedInput {
  /** Bytes taken, by the name that a window gives itself; the latest comes last. Undefined before the first. */
  #taken: Map<string, number> | undefined;
  /** The last turn of each window that counts its connections. Undefined before the first. */
  #turns: Map<string, number> | undefined;
  #writer: string | undefined;
  #encoder = new StdinEncoder();
  readonly #paste = new OpenPaste();

  /** True for a connection of a window that a later one of the same window has come before. */
  isLate(writer: string | undefined, turn = 0): boolean {
    return writer !== undefined && turn < (this.#turns?.get(writer) ?? 0);
  }

  /** True for a window that would type into a paste which another has begun and does not end any more. */
  cutsPaste(writer: string | undefined): boolean {
    return writer !== undefined && writer !== this.#writer && this.#paste.isOpen;
  }

  /**
   * From now on a window types, alone.
   * @param writer its name; undefined when it does not ask for its count
   * @param turn which of its connections it is; 0 where it does not say
   * @returns bytes that were taken of its input before
   */
  begin(writer: string | undefined, turn = 0): number {
    // Who goes on where the line dropped may owe the other half of a character.
    if (writer === undefined || writer !== this.#writer) this.#encoder = new StdinEncoder();
    this.#writer = writer;
    if (writer === undefined) return 0;
    this.#taken ??= new Map();
    const counts = this.#taken;
    const taken = counts.get(writer) ?? 0;
    counts.delete(writer);
    counts.set(writer, taken);
    if (turn > 0) {
      this.#turns ??= new Map();
      this.#turns.set(writer, turn);
    }
    for (const oldest of counts.keys()) {
      if (counts.size <= MAX_WRITERS) break;
      counts.delete(oldest);
      this.#turns?.delete(oldest);
    }
    return taken;
  }

  /**
   * Takes one message's text.
   * @param isBinary each of its characters is a byte
   * @returns bytes for the process
   */
  take(text: string, isBinary = false): Uint8Array {
    if (this.#writer !== undefined) this.#taken?.set(this.#writer, this.taken + Buffer.byteLength(text));
    this.#paste.follow(text);
    return isBinary ? this.#encoder.encodeBinary(text) : this.#encoder.encode(text);
  }

  /** @returns bytes that end a paste, and count as input of no window */
  endPaste(): Uint8Array {
    this.#paste.follow(PASTE_END);
    return Buffer.from(PASTE_END);
  }

  /** The window that types asks for its count. */
  get isCounted(): boolean {
    return this.#writer !== undefined;
  }

  /** Bytes taken of this window's input in all; 0 where it does not ask for its count. */
  get taken(): number {
    return this.#writer === undefined ? 0 : (this.#taken?.get(this.#writer) ?? 0);
  }
}
