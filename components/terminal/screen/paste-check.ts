/** Makes a paste harmless, decides whether it is worth a question, and shows what it would be. */

import { type TextPart, visibleParts, withoutControls } from './visible-text.ts';

/** The preview in the dialog. */
export interface PastePreview {
  readonly lines: number;
  /** Unicode characters, line ends included. */
  readonly characters: number;
  /** The text from its beginning, in blocks of some lines each. */
  readonly blocks: readonly (readonly TextPart[])[];
  /** Lines after those of the blocks. */
  readonly hiddenLines: number;
  /** Something in the blocks is shown by a mark. */
  readonly hasMarks: boolean;
}

/**
 * From this many lines on, a paste is confirmed even in bracketed paste mode, where nothing runs before Enter: so many
 * lines in a prompt are rarely intended.
 */
const MANY_LINES = 20;

/** UTF-16 units that the question shows: more than anybody reads, little enough for a page. */
const SHOWN_UNITS = 1024 * 1024;

/** Lines of a block; blocks that are out of sight are not laid out. */
const BLOCK_LINES = 100;

const LINE_END = /\r\n|\r|\n/g;
const LAST_LINE_END = /(?:\r\n|\r|\n)$/;

/**
 * A paste without control characters. In spite of the brackets around it, the kernel's terminal acts on ^C, ^Z and ^\,
 * and escape would end the brackets: what comes after either would run as if it were typed.
 */
export function cleanPaste(text: string): string {
  return withoutControls(text);
}

/**
 * What a person pastes, cleaned. A single line loses its line end where there are no brackets: it then waits for Enter,
 * as it does in brackets.
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
  const blocks: (readonly TextPart[])[] = [];
  for (let first = 0; first < shown.length; first += BLOCK_LINES) {
    blocks.push(visibleParts(shown.slice(first, first + BLOCK_LINES).join('\n')));
  }
  return {
    lines,
    characters: characterCount(text),
    blocks,
    hiddenLines: lines - shown.length,
    hasMarks: blocks.some((block) => block.some(({ isMark }) => isMark)),
  };
}

/** Lines, where the end of the last one does not begin another. */
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
