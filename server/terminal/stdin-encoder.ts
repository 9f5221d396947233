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
    return Buffer.from(whole, 'utf8');
  }
}
