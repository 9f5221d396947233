/** The upload of a recording: that of an earlier run goes on where it is of use, and leaves the store where it is not. */

import { isMissing, type Store, type StoreWriter } from '../ports.ts';
import { castKey } from '../store/recording-keys.ts';
import type { ShippingState, ShippingStates } from './shipping-state.ts';

export interface BegunUploadOptions {
  readonly store: Pick<Store, 'writer'>;
  readonly states: ShippingStates;
  readonly id: string;
  readonly encrypted: boolean;
  /** As of `OpenedRecording`. */
  readonly sameBytes: number | undefined;
}

export class BegunUpload {
  readonly #options: BegunUploadOptions;
  /** Until the upload of the run before is cut to it. */
  #sameBytes: number | undefined;
  #isAllThatIsLeft = false;

  constructor(options: BegunUploadOptions) {
    this.#options = options;
    this.#sameBytes = options.sameBytes;
  }

  /**
   * After a power failure: between what the upload can be cut to and what the disk still has, bytes are in a part of the upload
   * that cannot be read, or the disk has nothing. The upload has everything up to its own end, and nothing can follow.
   */
  get isAllThatIsLeft(): boolean {
    return this.#isAllThatIsLeft;
  }

  /**
   * Goes on with it, or begins one. What is encrypted always begins: its key is forgotten.
   * @param spoolStart offset of the oldest byte that the disk has
   * @throws StoreError
   */
  async open(spoolStart: number): Promise<StoreWriter> {
    const { encrypted, id, states, store } = this.#options;
    const key = castKey(id, encrypted);
    const before = await states.read(id);
    if (before?.key === key && !encrypted) return await this.#goOn(before, spoolStart);
    if (before !== undefined) await this.#abort(before);
    return await store.writer(key);
  }

  /** What an earlier run has sent is of no use. @throws StoreError */
  async forget(): Promise<void> {
    const before = await this.#options.states.read(this.#options.id);
    if (before !== undefined) await this.#abort(before);
  }

  /** What comes after the bytes that the disk still has is written anew, also if this run ends before it has sent more. */
  async #goOn({ key, writer: before }: ShippingState, spoolStart: number): Promise<StoreWriter> {
    const { id, states, store } = this.#options;
    if (this.#sameBytes === 0) {
      const all = await store.writer(key, before);
      this.#isAllThatIsLeft = all.kept > 0 && all.kept >= spoolStart;
      return all;
    }
    const writer = await store.writer(key, before, this.#sameBytes);
    if (this.#sameBytes !== undefined && writer.kept < spoolStart) {
      const uncut = await store.writer(key, before);
      this.#isAllThatIsLeft = uncut.kept >= spoolStart;
      if (this.#isAllThatIsLeft) return uncut;
    }
    if (this.#sameBytes !== undefined && writer.state !== undefined) {
      await states.write(id, { key, writer: writer.state });
    }
    this.#sameBytes = undefined;
    return writer;
  }

  async #abort({ key, writer }: ShippingState): Promise<void> {
    try {
      await (await this.#options.store.writer(key, writer)).abort();
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
