/** Character sets (ISO 2022): which are designated, and which is in use. As xterm.js keeps them. */

/** US ASCII. */
export const DEFAULT_CHARSET = 'B';

/** Final bytes of the sets that xterm.js knows; it ignores the others. */
export const CHARSETS = '0AB4C5RQKYE6ZH7=';

/** What designates G0 to G3. */
const DESIGNATORS = ['(', ')', '*', '+'] as const;

/** What makes each of them the one in use: SI, SO, LS2, LS3. */
const LEVELS = ['\x0f', '\x0e', '\x1bn', '\x1bo'] as const;

export class Charsets {
  #designated: string[] = ['B', 'B', 'B', 'B'];
  #level = 0;
  /** Differs from that of the level after DECRC only. */
  #inUse = DEFAULT_CHARSET;
  /** A program has changed something, if only back. */
  #touched = false;

  clone(): Charsets {
    const clone = new Charsets();
    clone.#designated = [...this.#designated];
    clone.#level = this.#level;
    clone.#inUse = this.#inUse;
    clone.#touched = this.#touched;
    return clone;
  }

  get inUse(): string {
    return this.#inUse;
  }

  reset(): void {
    this.#designated = ['B', 'B', 'B', 'B'];
    this.#level = 0;
    this.#inUse = DEFAULT_CHARSET;
  }

  shift(level: number): void {
    this.#touched = true;
    this.#level = level;
    this.#inUse = this.#designated[level] as string;
  }

  designate(level: number, charset: string): void {
    this.#touched = true;
    this.#designated[level] = charset;
    if (this.#level === level) this.#inUse = charset;
  }

  /** DECRC. */
  restore(charset: string): void {
    this.#inUse = charset;
  }

  /** What sets the character sets to this, whatever they were; empty when no program ever changed them. */
  text(): string {
    if (!this.#touched) return '';
    const all = this.#designated.map((charset, level) => `\x1b${DESIGNATORS[level]}${charset}`);
    return all.join('') + LEVELS[this.#level];
  }

  /** True when {@link text} does not give the set in use: it was in use when the cursor was saved. */
  get isRestored(): boolean {
    return this.#inUse !== this.#designated[this.#level];
  }
}
