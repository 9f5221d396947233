/** Input that is typed in one terminal and sent to several. */

/** Another terminal that receives the input. */
export interface InputPeer {
  /** True in bracketed paste mode: the program gets a paste as one piece and does not run its lines. */
  readonly takesPastesWhole: boolean;
  /** Receives key sequences in the first terminal's cursor key mode. */
  takeTyped(text: string): void;
  takePasted(text: string): void;
}

/** Arrow keys, Home and End without modifiers: their sequences depend on the program's cursor key mode (DECCKM). */
const CURSOR_KEYS = { normal: '\x1b[', application: '\x1bO' } as const;
const CURSOR_KEY_ENDS = 'ABCDFH';

/** The same key in another terminal's cursor key mode. */
export function cursorKeyFor(text: string, applicationMode: boolean): string {
  const { normal, application } = CURSOR_KEYS;
  const end = text.slice(normal.length);
  const isCursorKey =
    (text.startsWith(normal) || text.startsWith(application)) &&
    end.length === 1 &&
    CURSOR_KEY_ENDS.includes(end);
  return isCursorKey ? (applicationMode ? application : normal) + end : text;
}
