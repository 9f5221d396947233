/** Cuts the bytes of a log into lines. */

/** Longer lines are cut: one line without an end must not fill the memory. UTF-16 units. */
export const MAX_LINE_LENGTH = 64 * 1024;

export class LineSplitter {
  readonly #decoder = new TextDecoder();
  /** The beginning of a line whose end has not come. */
  #rest = '';
  /** How many characters of that line are left out. */
  #cut = 0;

  /** The lines that the chunk completes, without their ends. What is not UTF-8 becomes U+FFFD. */
  push(chunk: Uint8Array): readonly string[] {
    return this.#split(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The last line, if it has no end. Also after a break: a line that is cut is told as it is. */
  end(): readonly string[] {
    const lines = this.#split(this.#decoder.decode());
    const rest = this.#take('');
    return rest === '' ? lines : [...lines, rest];
  }

  #split(text: string): readonly string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.push(this.#take(text.slice(start, end)));
      start = end + 1;
    }
    this.#keep(text.slice(start));
    return lines;
  }

  #take(text: string): string {
    this.#keep(text);
    const line = this.#cut > 0 ? `${this.#rest}… (+${this.#cut})` : this.#rest;
    this.#rest = '';
    this.#cut = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  #keep(text: string): void {
    const room = MAX_LINE_LENGTH - this.#rest.length;
    this.#rest += text.length > room ? text.slice(0, room) : text;
    this.#cut += Math.max(0, text.length - room);
  }
}
