/** Tells where input for the shell comes from. xterm reports all of it with one event. */

export type InputOrigin =
  /** A key, or text from an input method. */
  | 'typed'
  | 'pasted'
  /** Mouse, wheel and focus reports, for programs that asked for them. */
  | 'reported'
  /** xterm's answer to a program's query. */
  | 'answered';

/** Focus reports, also sent when a program turns them on. No key sends these. */
const FOCUS_REPORTS: readonly string[] = ['\x1b[I', '\x1b[O'];

/**
 * During these events xterm sends reports. For the wheel in a full-screen program and for Alt+click it sends arrow keys,
 * so the text alone does not tell where it comes from.
 */
const REPORTED_EVENT = /^(mouse|pointer|touch|wheel|click|dblclick|auxclick|contextmenu|focus|blur)/;

/**
 * @param eventType type of the event being handled; undefined if none is
 * @param isComposing true while composed text is being sent
 * @param isAnswering true while a program's query is being answered
 */
export function originOf(
  text: string,
  eventType: string | undefined,
  { isComposing, isAnswering, isPasting }: Record<'isComposing' | 'isAnswering' | 'isPasting', boolean>,
): InputOrigin {
  if (isComposing && !FOCUS_REPORTS.includes(text)) return 'typed';
  if (isPasting) return 'pasted';
  if (isAnswering) return 'answered';
  if (eventType !== undefined && REPORTED_EVENT.test(eventType)) return 'reported';
  return FOCUS_REPORTS.includes(text) ? 'answered' : 'typed';
}
