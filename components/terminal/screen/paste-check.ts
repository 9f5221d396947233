/** Decides whether a paste is worth a question, and shows what it would be. */

/** What the question shows of a paste. */
export interface PastePreview {
  readonly lines: number;
  /** The first lines, each cut where it is long. */
  readonly head: readonly string[];
}

/**
 * From so many lines on, a paste is questioned even where the program says that it takes pastes whole (bracketed
 * paste) and so runs nothing before Enter is pressed: it rarely is what somebody meant to have in a prompt.
 */
const MANY_LINES = 20;

const SHOWN_LINES = 6;
const SHOWN_COLUMNS = 120;

/** Escape would end a bracketed paste from inside it; the rest would be run as if it were typed. */
const ESCAPE = '\x1b';

/** What stands in its place. */
const ESCAPE_SYMBOL = '\u241b';

/** Makes a paste harmless to the brackets around it. */
export function cleanPaste(text: string): string {
  return text.replaceAll(ESCAPE, ESCAPE_SYMBOL);
}

/**
 * Null when a paste may go on without a question: one line, with or without its end, or not many of them into a
 * program that takes them whole.
 */
export function questionPaste(text: string, bracketed: boolean): PastePreview | null {
  const lines = text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  if (lines.length < (bracketed ? MANY_LINES : 2)) return null;
  const head = lines
    .slice(0, SHOWN_LINES)
    .map((line) => (line.length > SHOWN_COLUMNS ? `${line.slice(0, SHOWN_COLUMNS)}…` : line));
  return { lines: lines.length, head };
}
