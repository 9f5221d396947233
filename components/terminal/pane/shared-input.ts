/** What is typed into one terminal and meant for several. */

/** Another terminal that gets what is typed here. */
export interface InputPeer {
  /** True when its program takes a paste whole and runs nothing of it by itself. */
  readonly takesPastesWhole: boolean;
  /** Takes keys as the terminal gave them in which they were typed. */
  takeTyped(text: string): void;
  takePasted(text: string): void;
}

/** Arrow keys, Home and End without modifiers: they differ by the mode that a program has chosen. */
const CURSOR_KEYS = { normal: '\x1b[', application: '\x1bO' } as const;
const CURSOR_KEY_ENDS = 'ABCDFH';

/** The same key in the mode of another terminal's program. */
export function cursorKeyFor(text: string, applicationMode: boolean): string {
  const { normal, application } = CURSOR_KEYS;
  const end = text.slice(normal.length);
  const isCursorKey =
    (text.startsWith(normal) || text.startsWith(application)) &&
    end.length === 1 &&
    CURSOR_KEY_ENDS.includes(end);
  return isCursorKey ? (applicationMode ? application : normal) + end : text;
}
