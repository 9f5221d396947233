/** Tells where input for the shell comes from. xterm reports all of it with one event. */

export type InputOrigin =
  /** A key, or text from an input method. */
  | 'typed'
  | 'pasted'
  /** Mouse, wheel and focus reports, for programs that asked for them. */
  | 'reported'
  /** xterm's answer to a program's query. */
  | 'answered';

/** Whether the terminal has the focus; said at once when a program wants to know. No key gives these. */
const FOCUS_REPORTS: readonly string[] = ['\x1b[I', '\x1b[O'];

/**
 * In the handling of these events xterm reports; for a wheel on a full screen and for a click with Alt it does so by
 * the sequences of arrow keys, so the text alone does not tell.
 */
const REPORTED_EVENT = /^(mouse|pointer|touch|wheel|click|dblclick|auxclick|contextmenu|focus|blur)/;

/**
 * @param eventType of the event that the page is handling; undefined when it handles none
 * @param isComposing what an input method has composed is being typed
 * @param isAnswering a program's question is being answered
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
