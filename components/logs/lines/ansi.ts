/** Colors in a line of a log (ECMA-48, SGR). Everything else that would act on a terminal becomes visible text. */

import { visibleText } from '#protocol/visible-text.ts';

/** One of the sixteen colors of terminals, or a color of its own. */
export type AnsiColour =
  | { readonly kind: 'named'; readonly index: number }
  | { readonly kind: 'rgb'; readonly rgb: readonly [number, number, number] };

export interface AnsiStyle {
  readonly ink?: AnsiColour;
  readonly paper?: AnsiColour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly struck?: boolean;
  readonly inverse?: boolean;
}

export interface AnsiSpan {
  /** Where it begins in the line, sequences counted. */
  readonly start: number;
  readonly text: string;
  readonly style: AnsiStyle;
}

const PLAIN: AnsiStyle = {};

/** A sequence that sets colors, or that erases to the end of a line, which has nothing there. */
const SEQUENCE = '\u001b\\[([0-9;:]*)m|\u001b\\[[012]?K';
const EACH_SEQUENCE = new RegExp(SEQUENCE, 'g');

/** The text without colors, in which users search. */
export function plainText(line: string): string {
  return line.includes('\u001b') ? line.replace(EACH_SEQUENCE, '') : line;
}

/** The text in parts of one style each. Each line begins without colors. */
export function ansiSpans(line: string): readonly AnsiSpan[] {
  if (!line.includes('\u001b')) return [{ start: 0, text: visibleText(line, '\t'), style: PLAIN }];
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let start = 0;
  const push = (end: number) => {
    if (end > start) spans.push({ start, text: visibleText(line.slice(start, end), '\t'), style });
  };
  for (const found of line.matchAll(EACH_SEQUENCE)) {
    push(found.index);
    start = found.index + found[0].length;
    if (found[1] !== undefined) style = styleAfter(style, found[1]);
  }
  push(line.length);
  return spans;
}

function styleAfter(before: AnsiStyle, parameters: string): AnsiStyle {
  // Colons are the other way to write the parts of one color; an empty color space is left out.
  const codes = parameters.replaceAll('::', ':').split(/[;:]/).map(Number);
  let style = before;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, length } = ownColour(codes, at + 1);
      at += length;
      if (colour !== undefined) style = code === 38 ? { ...style, ink: colour } : { ...style, paper: colour };
    } else style = styleWith(style, code);
  }
  return style;
}

const ON: Readonly<Record<number, keyof AnsiStyle>> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  9: 'struck',
};

const OFF: Readonly<Record<number, readonly (keyof AnsiStyle)[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  29: ['struck'],
  39: ['ink'],
  49: ['paper'],
};

function styleWith(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN;
  const on = ON[code];
  if (on !== undefined) return { ...style, [on]: true };
  const off = OFF[code];
  if (off !== undefined) {
    return Object.fromEntries(
      Object.entries(style).filter(([name]) => !off.includes(name as keyof AnsiStyle)),
    );
  }
  if (code >= 30 && code <= 37) return { ...style, ink: named(code - 30) };
  if (code >= 90 && code <= 97) return { ...style, ink: named(code - 82) };
  if (code >= 40 && code <= 47) return { ...style, paper: named(code - 40) };
  if (code >= 100 && code <= 107) return { ...style, paper: named(code - 92) };
  return style;
}

function named(index: number): AnsiColour {
  return { kind: 'named', index };
}

/** `5;n` or `2;r;g;b` from `at` on. @returns how many numbers it takes */
function ownColour(
  codes: readonly number[],
  at: number,
): { readonly colour: AnsiColour | undefined; readonly length: number } {
  const [kind, first = 0, second = 0, third = 0] = codes.slice(at);
  if (kind === 5) return { colour: indexed(first), length: 2 };
  if (kind !== 2) return { colour: undefined, length: 0 };
  const rgb = [first, second, third] as const;
  const isValid = rgb.every((part) => part >= 0 && part <= 255);
  return { colour: isValid ? { kind: 'rgb', rgb } : undefined, length: 4 };
}

/** The palette of 256: sixteen names, a cube of 6 by 6 by 6, and 24 grays (xterm). */
function indexed(index: number): AnsiColour | undefined {
  if (!(index >= 0 && index <= 255)) return undefined;
  if (index < 16) return named(index);
  if (index >= 232) {
    const gray = 8 + (index - 232) * 10;
    return { kind: 'rgb', rgb: [gray, gray, gray] };
  }
  const cube = index - 16;
  const side = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  return {
    kind: 'rgb',
    rgb: [side(Math.floor(cube / 36)), side(Math.floor(cube / 6) % 6), side(cube % 6)],
  };
}
