/** The sequences that give a cell its colors, styles and hyperlink. */

import type { CoreLinks } from '../programs/xterm-core.ts';
import type { StateLine } from '../programs/xterm-state-core.ts';

const CELL = 3;

/** Bits of xterm's foregrounds and backgrounds, with the SGR parameters that set them. Underlines have more to say. */
const UNDERLINE = 0x10000000;
const FOREGROUND_STYLES = [
  [1, 0x8000000],
  [5, 0x20000000],
  [7, 0x4000000],
  [8, 0x40000000],
  [9, 0x80000000],
] as const;
const BACKGROUND_STYLES = [
  [2, 0x8000000],
  [3, 0x4000000],
  [53, 0x40000000],
] as const;
const HAS_EXTENDED = 0x10000000;
const PROTECTED = 0x20000000;

/** How xterm says which colors a number is of. */
const KIND = 3 << 24;
const SIXTEEN = 1 << 24;
const PALETTE = 2 << 24;
const RGB = 3 << 24;

const PLAIN = '0';

export class PaintedPen {
  readonly #links: CoreLinks;
  #fg = 0;
  #bg = 0;
  #style = PLAIN;
  #isProtected = false;
  #urlId = 0;

  /** Begins with no colors and styles. */
  constructor(links: CoreLinks) {
    this.#links = links;
  }

  /** @returns what makes the pen that of a cell */
  to(line: StateLine, col: number): string {
    const fg = line._data[col * CELL + 1] as number;
    const bg = line._data[col * CELL + 2] as number;
    // Most cells look as the one before.
    if (fg === this.#fg && bg === this.#bg && (bg & HAS_EXTENDED) === 0) return '';
    this.#fg = fg;
    this.#bg = bg;
    const extended = (bg & HAS_EXTENDED) === 0 ? undefined : line._extendedAttrs[col];
    return this.#become(styleOf(fg, bg, extended?.ext), (bg & PROTECTED) !== 0, extended?.urlId ?? 0);
  }

  /** @returns what makes it one with no colors and styles */
  end(): string {
    this.#fg = 0;
    this.#bg = 0;
    return this.#become(PLAIN, false, 0);
  }

  #become(style: string, isProtected: boolean, urlId: number): string {
    let text = '';
    if (style !== this.#style) {
      text += `\x1b[${style}m`;
      // Its 0 ends that, too.
      this.#isProtected = false;
    }
    if (isProtected !== this.#isProtected) text += `\x1b[${isProtected ? 1 : 0}"q`;
    if (urlId !== this.#urlId) text += this.#linkText(urlId);
    this.#style = style;
    this.#isProtected = isProtected;
    this.#urlId = urlId;
    return text;
  }

  /** A link without an id gets one, so that its parts stay one link. */
  #linkText(urlId: number): string {
    const link = urlId === 0 ? undefined : this.#links.getLinkData(urlId);
    return link === undefined ? '\x1b]8;;\x07' : `\x1b]8;id=${link.id ?? `painted-${urlId}`};${link.uri}\x07`;
  }
}

/** Parameters of SGR. @param ext how a line is drawn under the cell, where xterm has more than that there is one */
function styleOf(fg: number, bg: number, ext: number | undefined): string {
  if (fg === 0 && bg === 0) return PLAIN;
  const codes: (string | number)[] = [PLAIN];
  for (const [code, bit] of FOREGROUND_STYLES) if ((fg & bit) !== 0) codes.push(code);
  for (const [code, bit] of BACKGROUND_STYLES) if ((bg & bit) !== 0) codes.push(code);
  if ((fg & UNDERLINE) !== 0) {
    const style = ext === undefined ? 1 : (ext >> 26) & 7;
    codes.push(style > 1 ? `4:${style}` : 4);
    if (ext !== undefined && (ext & KIND) !== 0) codes.push(underlineColor(ext));
  }
  return [...codes, ...colorOf(30, fg), ...colorOf(40, bg)].join(';');
}

function colorOf(base: 30 | 40, color: number): readonly string[] {
  switch (color & KIND) {
    case SIXTEEN:
      // A bold one of these is brighter.
      return [`${base + ((color & 255) < 8 ? color & 255 : (color & 255) + 52)}`];
    case PALETTE:
      return [`${base + 8};5;${color & 255}`];
    case RGB:
      return [`${base + 8};2;${rgb(color).join(';')}`];
    default:
      return [];
  }
}

function underlineColor(color: number): string {
  return (color & KIND) === RGB ? `58:2::${rgb(color).join(':')}` : `58:5:${color & 255}`;
}

function rgb(color: number): readonly number[] {
  return [(color >> 16) & 255, (color >> 8) & 255, color & 255];
}
