/** The numbers of a control sequence (ECMA-48, 5.4.2), with sub-parameters after colons (ITU-T T.416). */

/** xterm reads so many of each kind and no more. */
const MAX_PARAMS = 32;

const LARGEST = 2 ** 31 - 1;

/** One list that is filled again for each sequence, since a flood of colours holds millions of them. */
export class ControlParams {
  readonly #values = new Int32Array(MAX_PARAMS);
  readonly #subs = new Int32Array(MAX_PARAMS);
  /** For each parameter, where its sub-parameters end. They begin where those of the one before end. */
  readonly #subEnds = new Uint8Array(MAX_PARAMS);
  #length = 0;
  #subLength = 0;
  /** Where digits go. */
  #target: 'param' | 'sub' | 'none' = 'param';

  /** At least 1: a sequence without parameters has one that is 0. */
  get length(): number {
    return this.#length;
  }

  /** The parameter at an index; 0 when it is missing. */
  at(index: number): number {
    return index < this.#length ? (this.#values[index] as number) : 0;
  }

  /** Sub-parameters of one parameter. */
  subCount(index: number): number {
    return (this.#subEnds[index] as number) - this.#subStart(index);
  }

  /** One of them; -1 when it is empty, 0 when it is missing. */
  sub(index: number, position: number): number {
    return position < this.subCount(index) ? (this.#subs[this.#subStart(index) + position] as number) : 0;
  }

  clear(): void {
    this.#values[0] = 0;
    this.#subEnds[0] = 0;
    this.#length = 1;
    this.#subLength = 0;
    this.#target = 'param';
  }

  /** Takes `;` (0x3b) or `:` (0x3a). */
  takeSeparator(byte: number): void {
    if (byte === 0x3b) this.#next();
    else this.#nextSub();
  }

  /**
   * Takes digits, a whole number of them or its next part.
   * @param value what they give
   * @param scale 10 to the power of how many they are
   */
  takeDigits(value: number, scale: number): void {
    if (this.#target === 'param') this.#add(this.#values, this.#length - 1, value, scale);
    else if (this.#target === 'sub') this.#add(this.#subs, this.#subLength - 1, value, scale);
  }

  #next(): void {
    if (this.#length === MAX_PARAMS) {
      this.#target = 'none';
      return;
    }
    this.#target = 'param';
    this.#values[this.#length] = 0;
    this.#subEnds[this.#length] = this.#subLength;
    this.#length += 1;
  }

  #nextSub(): void {
    if (this.#target === 'none' || this.#subLength === MAX_PARAMS) {
      this.#target = 'none';
      return;
    }
    this.#target = 'sub';
    this.#subs[this.#subLength] = -1;
    this.#subLength += 1;
    this.#subEnds[this.#length - 1] = this.#subLength;
  }

  #add(list: Int32Array, index: number, value: number, scale: number): void {
    const before = list[index] as number;
    list[index] = Math.min(before > 0 ? before * scale + value : value, LARGEST);
  }

  #subStart(index: number): number {
    return index === 0 ? 0 : (this.#subEnds[index - 1] as number);
  }
}
