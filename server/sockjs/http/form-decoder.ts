/** Extracts the field `d` from an `application/x-www-form-urlencoded` body, chunk by chunk. */

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;
/** The letter `d`, the name of the field. */
const FIELD = 0x64;

const HEX_DIGITS = /^[\da-f]+$/i;

type State =
  /** Inside a field name; `matches` while it is a prefix of the wanted name. */
  | { readonly kind: 'name'; length: number; matches: boolean }
  | { readonly kind: 'value' }
  | { readonly kind: 'other-value' }
  /** The value is complete; further fields are ignored. */
  | { readonly kind: 'done' };

export class FormDecoder {
  #state: State = { kind: 'name', length: 0, matches: true };
  /** The digits so far of an incomplete percent escape; undefined outside an escape. */
  #escape: string | undefined;

  /** The bytes of the value in this chunk of the body. Broken percent escapes are kept as they are. */
  push(chunk: Buffer): Buffer {
    const value = Buffer.allocUnsafe(chunk.length + 2);
    let length = 0;
    for (const byte of chunk) {
      if (this.#state.kind === 'value') length = this.#decode(byte, value, length);
      if (this.#state.kind !== 'value' || byte === AMPERSAND) this.#step(byte);
    }
    return value.subarray(0, length);
  }

  /** The rest at the end of the body: an incomplete escape. */
  finish(): Buffer {
    return Buffer.from(this.#state.kind === 'value' ? this.#takeEscape() : '', 'latin1');
  }

  #step(byte: number): void {
    const state = this.#state;
    if (state.kind === 'done') return;
    if (byte === AMPERSAND) {
      this.#state = state.kind === 'value' ? { kind: 'done' } : { kind: 'name', length: 0, matches: true };
    } else if (state.kind === 'name') {
      if (byte === EQUALS)
        this.#state = { kind: state.matches && state.length === 1 ? 'value' : 'other-value' };
      else {
        state.matches &&= state.length === 0 && byte === FIELD;
        state.length++;
      }
    }
  }

  #decode(byte: number, value: Buffer, before: number): number {
    let length = before;
    const digits = (this.#escape ?? '') + String.fromCharCode(byte);
    if (this.#escape !== undefined && HEX_DIGITS.test(digits)) {
      this.#escape = digits.length === 2 ? undefined : digits;
      if (digits.length === 2) value[length++] = Number.parseInt(digits, 16);
      return length;
    }
    length += value.write(this.#takeEscape(), length, 'latin1');
    if (byte === PERCENT) this.#escape = '';
    else if (byte !== AMPERSAND) value[length++] = byte === PLUS ? SPACE : byte;
    return length;
  }

  #takeEscape(): string {
    const text = this.#escape === undefined ? '' : `%${this.#escape}`;
    this.#escape = undefined;
    return text;
  }
}
