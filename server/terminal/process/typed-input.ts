/** What was typed into a session: its bytes for the process, and how much was taken of which window's. */

import { StdinEncoder } from './stdin-encoder.ts';

/** Windows whose counts are kept. Each reload is a new one; what the oldest had sent is long settled. */
const MAX_WRITERS = 64;

export class TypedInput {
  /** Bytes taken, by the name that a window gives itself; the latest comes last. Undefined before the first. */
  #taken: Map<string, number> | undefined;
  #writer: string | undefined;
  #encoder = new StdinEncoder();

  /**
   * From now on a window types, alone.
   * @param writer its name; undefined when it does not ask for its count
   * @returns bytes that were taken of its input before
   */
  begin(writer: string | undefined): number {
    // Who goes on where the line dropped may owe the other half of a character.
    if (writer === undefined || writer !== this.#writer) this.#encoder = new StdinEncoder();
    this.#writer = writer;
    if (writer === undefined) return 0;
    this.#taken ??= new Map();
    const counts = this.#taken;
    const taken = counts.get(writer) ?? 0;
    counts.delete(writer);
    counts.set(writer, taken);
    for (const oldest of counts.keys()) {
      if (counts.size <= MAX_WRITERS) break;
      counts.delete(oldest);
    }
    return taken;
  }

  /**
   * Takes one message's text.
   * @param isBinary each of its characters is a byte
   * @returns bytes for the process, and how many count as taken of this window's input in all
   */
  take(text: string, isBinary = false): { readonly bytes: Uint8Array; readonly taken: number } {
    const bytes = isBinary ? this.#encoder.encodeBinary(text) : this.#encoder.encode(text);
    if (this.#writer === undefined || this.#taken === undefined) return { bytes, taken: 0 };
    const taken = (this.#taken.get(this.#writer) ?? 0) + Buffer.byteLength(text);
    this.#taken.set(this.#writer, taken);
    return { bytes, taken };
  }
}
