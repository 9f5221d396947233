/** What a key sends, read without the JSON parser: starting that costs more than the rest of the gate. */

const BEFORE = '{"Op":"stdin","Data":"';
const AFTER = '"}';

/** Longer texts are no keys, and a search through them costs what the parser does. */
const MAX_LENGTH = BEFORE.length + AFTER.length + 32;

/**
 * The `Data` of a `stdin` message without other fields, whose few characters need no escape; undefined for any other text, also
 * one that is no message.
 */
export function plainTyped(text: string): string | undefined {
  const end = text.length - AFTER.length;
  if (end < BEFORE.length || text.length > MAX_LENGTH) return undefined;
  if (!text.startsWith(BEFORE) || !text.endsWith(AFTER)) return undefined;
  for (let at = BEFORE.length; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return undefined;
  }
  return text.slice(BEFORE.length, end);
}
