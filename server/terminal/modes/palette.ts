/** Colours that programs set (OSC 4, 10, 11, 12) or reset (OSC 104, 110, 111, 112). */

const COLORS = 256;

/** What xterm.js takes for a colour. */
const COLOR = /^(?:rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})|#(?:[\da-f]{3}){1,4})$/i;

/** Foreground, background and cursor, by the commands that set them. Those that reset them are 100 more. */
const FIRST_SPECIAL = 10;
const LAST_SPECIAL = 12;

export class Palette {
  #indexed = new Map<number, string>();
  /** Undefined for one that was reset. */
  #special = new Map<number, string | undefined>();
  #touched = false;

  clone(): Palette {
    const clone = new Palette();
    clone.#indexed = new Map(this.#indexed);
    clone.#special = new Map(this.#special);
    clone.#touched = this.#touched;
    return clone;
  }

  /** Takes a command; gives false when it is none about colours. */
  apply(command: number, data: string): boolean {
    if (command === 4) this.#set(data.split(';'));
    else if (command === 104) this.#reset(data);
    else if (command >= FIRST_SPECIAL && command <= LAST_SPECIAL) this.#setSpecial(command, data.split(';'));
    else if (command >= 100 + FIRST_SPECIAL && command <= 100 + LAST_SPECIAL)
      this.#special.set(command - 100, undefined);
    else return false;
    return true;
  }

  /** What sets the colours to these, whatever they were; empty when no program ever changed one. */
  text(): string {
    let text = this.#touched ? '\x1b]104\x07' : '';
    if (this.#indexed.size > 0) {
      text += `\x1b]4;${[...this.#indexed].map(([index, color]) => `${index};${color}`).join(';')}\x07`;
    }
    for (const [command, color] of this.#special) {
      text += color === undefined ? `\x1b]${command + 100}\x07` : `\x1b]${command};${color}\x07`;
    }
    return text;
  }

  #set(fields: string[]): void {
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const index = indexOf(fields[at] ?? '');
      const color = fields[at + 1] ?? '';
      if (index === undefined || !isColor(color)) continue;
      this.#touched = true;
      this.#indexed.set(index, color);
    }
  }

  #setSpecial(command: number, colors: string[]): void {
    for (const [offset, color] of colors.entries()) {
      if (command + offset <= LAST_SPECIAL && isColor(color)) this.#special.set(command + offset, color);
    }
  }

  #reset(data: string): void {
    if (data === '') this.#indexed.clear();
    else {
      for (const field of data.split(';')) {
        const index = indexOf(field);
        if (index !== undefined) this.#indexed.delete(index);
      }
    }
  }
}

function indexOf(field: string): number | undefined {
  const index = /^\d{1,9}$/.test(field) ? Number(field) : COLORS;
  return index < COLORS ? index : undefined;
}

function isColor(color: string): boolean {
  const [, red, green, blue] = COLOR.exec(color) ?? [undefined];
  if (red === undefined) return COLOR.test(color);
  return red.length === green?.length && red.length === blue?.length;
}
