/** Cleans a paste, decides whether it needs confirmation, and builds the preview. */

import { type TextPart, visibleParts, withoutControls } from './visible-text.ts';

/** Several lines of a paste. */
export interface PasteBlock {
  /** Number of its first line, from 0. */
  readonly line: number;
  readonly parts: readonly TextPart[];
}

/** The preview in the dialog. */
export interface PastePreview {
  readonly lines: number;
  /** Unicode characters, including line ends. */
  readonly characters: number;
  /** The beginning of the text, in blocks of several lines. */
  readonly blocks: readonly PasteBlock[];
  /** Number of lines after those in the blocks. */
  readonly hiddenLines: number;
  /** True if the blocks contain marks for hidden characters. */
  readonly hasMarks: boolean;
}

/**
 * From this many lines on, a paste is confirmed even in bracketed paste mode, where nothing runs before Enter: so many
 * lines in a prompt are rarely intended.
 */
const MANY_LINES = 20;

/** UTF-16 units in the preview: more than anybody reads, few enough to render. */
const SHOWN_UNITS = 1024 * 1024;

/** Lines of a block. The browser does not lay out blocks that are scrolled out of view. */
const BLOCK_LINES = 100;

const LINE_END = /\r\n|\r|\n/g;
const LAST_LINE_END = /(?:\r\n|\r|\n)$/;

/**
 * Removes control characters from a paste. Even in bracketed paste mode the terminal driver acts on ^C, ^Z and ^\, and an
 * escape sequence could end the brackets: the rest would then run as if it were typed.
 */
export function cleanPaste(text: string): string {
  return withoutControls(text);
}

/**
 * Cleans a paste by a person. Without bracketed paste mode a single line loses its line end, so that it waits for Enter.
 */
export function personsPaste(text: string, bracketed: boolean): string {
  const clean = cleanPaste(text);
  return bracketed || lineCount(clean) > 1 ? clean : clean.replace(LAST_LINE_END, '');
}

/**
 * Null if the paste needs no confirmation: a single line, with or without a line end, or few lines in bracketed paste
 * mode.
 */
export function questionPaste(text: string, bracketed: boolean): PastePreview | null {
  const lines = lineCount(text);
  if (lines < (bracketed ? MANY_LINES : 2)) return null;
  const shown = text.slice(0, SHOWN_UNITS).replace(LAST_LINE_END, '').split(LINE_END);
  const blocks: PasteBlock[] = [];
  for (let line = 0; line < shown.length; line += BLOCK_LINES) {
    blocks.push({ line, parts: visibleParts(shown.slice(line, line + BLOCK_LINES).join('\n')) });
  }
  return {
    lines,
    characters: characterCount(text),
    blocks,
    hiddenLines: lines - shown.length,
    hasMarks: blocks.some(({ parts }) => parts.some(({ isMark }) => isMark)),
  };
}

/** Splits into lines; a final line end does not begin another line. */
function lineCount(text: string): number {
  let lines = 1;
  for (const _end of text.replace(LAST_LINE_END, '').matchAll(LINE_END)) lines += 1;
  return lines;
}

function characterCount(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}
