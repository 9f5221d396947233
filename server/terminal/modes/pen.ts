/** How a terminal draws the next character: SGR (ECMA-48, 8.3.117) and DECSCA, as xterm.js keeps them. */

import type { ControlParams } from './control-params.ts';

/** Kinds of colour, above the 24 bits that tell which one. 0 is the default colour. */
const BASIC = 1 << 24;
const INDEXED = 2 << 24;
const RGB = 3 << 24;
const COLOR = 0xffffff;

const BOLD = 1;
const UNDERLINE = 2;
const BLINK = 4;
const INVERSE = 8;
const INVISIBLE = 16;
const STRIKETHROUGH = 32;
const ITALIC = 64;
const DIM = 128;
const OVERLINE = 256;
const PROTECTED = 512;

/** SGR parameters are below this. */
const PARAMS = 108;

/** Flags by the SGR parameter that sets them. */
const SETS: readonly (readonly [number, number])[] = [
  [1, BOLD],
  [2, DIM],
  [3, ITALIC],
  [4, UNDERLINE],
  [5, BLINK],
  [7, INVERSE],
  [8, INVISIBLE],
  [9, STRIKETHROUGH],
  [53, OVERLINE],
];

/** Flags by the one that clears them. */
const CLEARS: readonly (readonly [number, number])[] = [
  [22, BOLD | DIM],
  [23, ITALIC],
  [24, UNDERLINE],
  [25, BLINK],
  [27, INVERSE],
  [28, INVISIBLE],
  [29, STRIKETHROUGH],
  [55, OVERLINE],
];

const SET_BY = table(SETS);
const CLEARED_BY = table(CLEARS);

function table(flags: readonly (readonly [number, number])[]): Int32Array {
  const all = new Int32Array(PARAMS);
  for (const [param, flag] of flags) all[param] = flag;
  return all;
}

/** What DECSC keeps of a pen. */
export interface SavedPen {
  readonly text: number;
  readonly ground: number;
  readonly flags: number;
}

export class Pen {
  #text = 0;
  #ground = 0;
  #flags = 0;
  /** 0 for none, 1 to 5 as in SGR 4:n. Counts while the flag is set. */
  #underline = 0;
  #underlineColor = 0;

  clone(): Pen {
    const clone = new Pen();
    clone.restore(this.save());
    clone.#underline = this.#underline;
    clone.#underlineColor = this.#underlineColor;
    return clone;
  }

  save(): SavedPen {
    return { text: this.#text, ground: this.#ground, flags: this.#flags };
  }

  /** The style and colour of underlines stay. */
  restore({ text, ground, flags }: SavedPen): void {
    this.#text = text;
    this.#ground = ground;
    this.#flags = flags;
  }

  reset(): void {
    this.#text = 0;
    this.#ground = 0;
    this.#flags = 0;
    this.#underline = 0;
    this.#underlineColor = 0;
  }

  /** DECSCA. */
  protect(isProtected: boolean): void {
    this.#flags = isProtected ? this.#flags | PROTECTED : this.#flags & ~PROTECTED;
  }

  /** SGR. */
  apply(params: ControlParams): void {
    for (let index = 0; index < params.length; index += 1) {
      const param = params.at(index);
      if (param === 0) this.reset();
      else if (param === 4) this.#setUnderline(params.subCount(index) > 0 ? params.sub(index, 0) : 1);
      else if (param === 21) this.#setUnderline(2);
      else if (param >= 30 && param <= 37) this.#text = BASIC | (param - 30);
      else if (param === 39) this.#text = 0;
      else if (param >= 40 && param <= 47) this.#ground = BASIC | (param - 40);
      else if (param === 49) this.#ground = 0;
      else if (param >= 90 && param <= 97) this.#text = BASIC | (param - 82);
      else if (param >= 100 && param <= 107) this.#ground = BASIC | (param - 92);
      else if (param === 38 || param === 48 || param === 58) index += this.#setColor(params, index);
      else if (param === 59) this.#underlineColor = 0;
      else if (param < PARAMS) {
        this.#flags = (this.#flags | (SET_BY[param] as number)) & ~(CLEARED_BY[param] as number);
        if (param === 24) this.#underline = 0;
      }
    }
  }

  /** The sequences that set a pen to this, whatever it was. */
  text(): string {
    const codes = ['0', ...codesOf(this.save(), this.#underline)];
    if (this.#underlineColor !== 0) codes.push(colorCode(this.#underlineColor, 58));
    return `\x1b[${codes.join(';')}m${protection(this.#flags)}`;
  }

  #setUnderline(style: number): void {
    this.#underline = style < 0 || style > 5 ? 1 : style;
    this.#flags = style === 0 ? this.#flags & ~UNDERLINE : this.#flags | UNDERLINE;
  }

  /** Takes a colour, which follows its parameter; gives how many parameters that are. */
  #setColor(params: ControlParams, index: number): number {
    const target = params.at(index);
    const hasSubs = params.subCount(index) > 0;
    const mode = hasSubs ? params.sub(index, 0) : params.at(index + 1);
    if (mode === 5) this.#use(target, indexed(hasSubs ? params.sub(index, 1) : params.at(index + 2)));
    else if (mode === 2 && hasSubs) {
      // A colour space comes first, which is mostly left empty.
      this.#use(target, rgb(params.sub(index, 2), params.sub(index, 3), params.sub(index, 4)));
    } else if (mode === 2) {
      this.#use(target, rgb(params.at(index + 2), params.at(index + 3), params.at(index + 4)));
    }
    if (hasSubs) return 0;
    // Of a mode that it does not know, xterm takes as many as any could have.
    return mode === 5 ? 2 : mode === 2 ? 4 : mode === 0 ? 6 : 5;
  }

  #use(target: number, color: number): void {
    if (target === 38) this.#text = color;
    else if (target === 48) this.#ground = color;
    else this.#underlineColor = color;
  }
}

/** @param index -1 when it is empty, which is 0 */
function indexed(index: number): number {
  return INDEXED | (Math.max(0, index) & 0xff);
}

/** Each -1 when it is empty, which is 0. */
function rgb(red: number, green: number, blue: number): number {
  return (
    RGB | ((Math.max(0, red) & 0xff) << 16) | ((Math.max(0, green) & 0xff) << 8) | (Math.max(0, blue) & 0xff)
  );
}

/** The sequences that set a pen to what was saved. */
export function savedPenText(saved: SavedPen): string {
  return `\x1b[${['0', ...codesOf(saved, 1)].join(';')}m${protection(saved.flags)}`;
}

/** @param underline style of an underline, if there is one */
function codesOf({ text, ground, flags }: SavedPen, underline: number): string[] {
  const codes: string[] = [];
  for (const [code, flag] of SETS) {
    if ((flags & flag) === 0) continue;
    codes.push(flag === UNDERLINE && underline > 1 ? `4:${underline}` : String(code));
  }
  if (text !== 0) codes.push(colorCode(text, 38));
  if (ground !== 0) codes.push(colorCode(ground, 48));
  return codes;
}

/** @param target 38, 48 or 58 */
function colorCode(color: number, target: number): string {
  const value = color & COLOR;
  switch (color - value) {
    case BASIC:
      return String(value < 8 ? target - 8 + value : target + 44 + value);
    case INDEXED:
      return `${target};5;${value}`;
    default:
      return `${target};2;${value >> 16};${(value >> 8) & 0xff};${value & 0xff}`;
  }
}

function protection(flags: number): string {
  return (flags & PROTECTED) === 0 ? '' : '\x1b[1"q';
}
