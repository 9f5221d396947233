/**
 * JavaScript in ASCII: V8 keeps a file with one character beyond Latin-1 in twice the memory, and Node reads one in ASCII fastest.
 */

/** Each with the backslashes before it. */
const WIDE = /(\\*)([^\0-\x7f])/g;

/** An escape would stay an escape there. */
const RAW = /\bString\.raw`[^`]*[^\0-\x7f]/;

/**
 * Writes every other character as an escape, two of them for one beyond 16 bits. Columns change, lines stay.
 * @param code where such characters stand in strings, templates, regular expressions, names and comments
 * @throws Error if one stands in `String.raw`
 */
export function inAscii(code: string): string {
  if (RAW.test(code)) throw new Error('A template of String.raw is not in ASCII.');
  return code.replaceAll(WIDE, (_match, backslashes: string, unit: string) => {
    const escaped = `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    // A backslash that belongs to the character says nothing: `\…` is `…`.
    return `${backslashes.length % 2 === 0 ? backslashes : backslashes.slice(1)}${escaped}`;
  });
}
