/**
 * Makes hidden characters visible: those without a glyph and those that change the order of others. What the user
 * confirms is then what is used.
 */

import { controlPicture } from '#protocol/visible-text.ts';

/** A piece of text, or a mark for one hidden character. */
export interface TextPart {
  /** Where it begins in the whole text, in UTF-16 units. */
  readonly start: number;
  readonly text: string;
  readonly isMark: boolean;
}

/** Control characters except tab and line ends, and format characters: bidirectional, zero-width, line separators. */
const HIDDEN = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Control characters except tab and line ends. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/**
 * Replaces control characters by control pictures (from U+2400): C0 except tab and line ends, DEL, and C1, which become
 * their two-character form, ESC and another character (ECMA-48, 5.3).
 */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, controlPicture);
}

/** Splits text into pieces. Each hidden character is a mark: a control picture, or a code point such as `U+202E`. */
export function visibleParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: hidden, index } of text.matchAll(HIDDEN)) {
    if (index > end) parts.push({ start: end, text: text.slice(end, index), isMark: false });
    parts.push({ start: index, text: markFor(hidden), isMark: true });
    end = index + hidden.length;
  }
  if (end < text.length) parts.push({ start: end, text: text.slice(end), isMark: false });
  return parts;
}

/** One line without hidden characters, for instance for a title. Whitespace becomes one space. */
export function plainLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(HIDDEN, '').trim();
}

function markFor(hidden: string): string {
  const code = hidden.codePointAt(0) ?? 0;
  if (/\p{Cc}/u.test(hidden)) return controlPicture(hidden);
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
