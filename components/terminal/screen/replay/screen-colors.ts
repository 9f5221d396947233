/** Follows the colors that programs change (OSC 4, 10 to 12 and their resets), which xterm forgets to tell. */

import type { IDisposable, Terminal } from '@xterm/xterm';

/** Sequences that give a terminal its own colors back: palette, text, background, cursor. */
const RESET_COLORS = '\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07';

/** Text, background and cursor; one command may set several, from its own on. */
const SPECIAL = [10, 11, 12] as const;

/** How far the number of a reset is from that of its color. */
const RESETS = 100;

export class ScreenColors {
  /** By number of the palette, or by the command of a special color. */
  readonly #palette = new Map<string, string>();
  readonly #special = new Map<number, string>();
  readonly #handlers: readonly IDisposable[];

  constructor({ parser }: Pick<Terminal, 'parser'>) {
    const seen = (note: (data: string) => void) => (data: string) => {
      note(data);
      return false;
    };
    this.#handlers = [
      parser.registerOscHandler(
        4,
        seen((data) => this.#setPalette(data.split(';'))),
      ),
      parser.registerOscHandler(
        4 + RESETS,
        seen((data) => this.#resetPalette(data)),
      ),
      ...SPECIAL.flatMap((first) => [
        parser.registerOscHandler(
          first,
          seen((data) => this.#setSpecial(first, data.split(';'))),
        ),
        parser.registerOscHandler(
          first + RESETS,
          seen(() => this.#special.delete(first)),
        ),
      ]),
    ];
  }

  /** What gives a terminal these colors, whatever it had. */
  get sequence(): string {
    const palette = [...this.#palette].map(([index, color]) => `\x1b]4;${index};${color}\x07`);
    const special = [...this.#special].map(([command, color]) => `\x1b]${command};${color}\x07`);
    return [RESET_COLORS, ...palette, ...special].join('');
  }

  dispose(): void {
    for (const handler of this.#handlers) handler.dispose();
  }

  #setPalette(parts: readonly string[]): void {
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const [index = '', color = ''] = parts.slice(at, at + 2);
      if (/^\d{1,3}$/.test(index) && isColor(color)) this.#palette.set(`${Number(index)}`, color);
    }
  }

  #resetPalette(data: string): void {
    if (data === '') this.#palette.clear();
    for (const index of data.split(';')) this.#palette.delete(`${Number(index)}`);
  }

  #setSpecial(first: number, colors: readonly string[]): void {
    for (const [offset, color] of colors.entries()) {
      const command = first + offset;
      if (SPECIAL.some((one) => one === command) && isColor(color)) this.#special.set(command, color);
    }
  }
}

/** The forms of X11 that xterm reads; `?` asks for one. */
function isColor(text: string): boolean {
  return /^(rgb:[\da-f]{1,4}(\/[\da-f]{1,4}){2}|#[\da-f]{3,12})$/i.test(text);
}
