/** The bytes of a recording on their way from the spool to the store, plain or as an age file. */

import { type AgeSealer, ageSealer } from '../encryption/age-sealer.ts';
import type { SpoolReader } from '../ports.ts';
import type { ReadMemory } from './read-memory.ts';

/** What is read from the spool at once. */
const READ_BYTES = 4 * 1024 * 1024;

/** Bytes for one call of a store that has no parts. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface OutgoingOptions {
  readonly id: string;
  readonly spool: Pick<SpoolReader, 'read' | 'readInto'>;
  /** Empty: it stays plain. */
  readonly recipients: readonly string[];
  /** For what stays plain. */
  readonly memory: ReadMemory;
}

const NOTHING = Buffer.alloc(0);

/** Gives the bytes of one object in order. What was given and not {@link Outgoing.taken} is given again. */
export class Outgoing {
  readonly #options: OutgoingOptions;
  /** Bytes of the `.cast` file that are given, or sealed and waiting. */
  #read: number;
  #sealer: AgeSealer | undefined;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #isEnded = false;
  /** Of a plain object: what was read for the call that is under way. */
  #plain: Buffer = NOTHING;
  #given: Uint8Array = NOTHING;

  /** @param from bytes that the store has already; only a plain object can go on */
  constructor(options: OutgoingOptions, from: number) {
    this.#options = options;
    this.#read = from;
  }

  /** Bytes of the spool's file that wait for nothing but a call of {@link Outgoing.next}. */
  pending(available: number): number {
    return available - this.#read + this.#bytes;
  }

  /**
   * The next bytes of the object. Empty: there are too few for a part. Some stores want parts of one size, so only the last
   * one is smaller.
   * @param available bytes that the spool has
   * @param isWhole nothing comes behind them: also the last bytes are given, however few
   * @returns valid until {@link Outgoing.taken}
   * @throws what the spool throws
   */
  async next(available: number, partBytes: number, isWhole: boolean): Promise<Uint8Array> {
    const most = partBytes > 1 ? partBytes : MOST_BYTES;
    if (this.#options.recipients.length === 0) return this.#nextPlain(available, partBytes, most, isWhole);
    while (this.#bytes < most && this.#read < available) {
      const to = Math.min(available, this.#read + READ_BYTES);
      for await (const piece of this.#options.spool.read(this.#options.id, this.#read, to)) {
        await this.#add(piece);
      }
    }
    const isAll = isWhole && this.#read === available;
    if (isAll && !this.#isEnded) {
      this.#isEnded = true;
      this.#wait((await this.#sealing()).end());
    }
    if (this.#bytes < partBytes && !isAll) return NOTHING;
    if (this.#waiting.length > 1) this.#waiting = [Buffer.concat(this.#waiting)];
    this.#given = (this.#waiting[0] ?? NOTHING).subarray(0, most);
    return this.#given;
  }

  /** The store has taken what was given. */
  taken(): void {
    this.#read += this.#plain.length;
    this.#options.memory.giveBack(this.#plain);
    this.#plain = NOTHING;
    const rest = this.#waiting[0]?.subarray(this.#given.length) ?? NOTHING;
    this.#waiting = [];
    this.#bytes = 0;
    this.#wait(rest);
    this.#given = NOTHING;
  }

  /** What a call that failed was given is read anew, into other memory: the call may still be under way. */
  async #nextPlain(
    available: number,
    partBytes: number,
    most: number,
    isWhole: boolean,
  ): Promise<Uint8Array> {
    const { id, memory, spool } = this.#options;
    const length = Math.min(most, available - this.#read);
    if (length === 0 || (length < partBytes && !isWhole)) return NOTHING;
    const plain = memory.take(length, most);
    await spool.readInto(id, this.#read, plain);
    this.#plain = plain;
    return plain;
  }

  async #add(piece: Uint8Array): Promise<void> {
    this.#wait((await this.#sealing()).seal(piece));
    this.#read += piece.length;
  }

  #wait(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
  }

  async #sealing(): Promise<AgeSealer> {
    this.#sealer ??= await ageSealer(this.#options.recipients);
    return this.#sealer;
  }
}
