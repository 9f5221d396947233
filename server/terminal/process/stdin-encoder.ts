/** Up to so many characters, a key and what function keys send, writing them one by one is faster than Node's encoder. */
const SHORT = 32;

/** Turns the browser's text into bytes. A browser may cut a paste between the two halves of a surrogate pair. */
export class StdinEncoder {
  #half = '';

  /** UTF-8 of the text; a trailing high surrogate waits for its other half. */
  encode(text: string): Uint8Array {
    let whole = this.#half + text;
    this.#half = '';
    const last = whole.charCodeAt(whole.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#half = whole.slice(-1);
      whole = whole.slice(0, -1);
    }
    return encodeShort(whole) ?? Buffer.from(whole, 'utf8');
  }

  /** The bytes that the characters of the text are, each at most U+00FF; half a surrogate pair does not wait on. */
  encodeBinary(text: string): Uint8Array {
    const half = this.#half;
    this.#half = '';
    return Buffer.concat([Buffer.from(half, 'utf8'), Buffer.from(text, 'latin1')]);
  }
}

/** The bytes of a short text in ASCII; undefined for any other. */
function encodeShort(text: string): Uint8Array | undefined {
  if (text.length > SHORT) return undefined;
  const bytes = Buffer.allocUnsafe(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return undefined;
    bytes[at] = unit;
  }
  return bytes;
}
