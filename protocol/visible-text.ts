/**
 * Text of strangers, made safe to show. Control characters move a terminal's cursor, and bidirectional and other
 * format characters let a text read as another than it is (https://www.unicode.org/reports/tr36/).
 */

/** Zero-width joiner and non-joiner: emoji and several scripts need them, and they hide nothing. */
const JOINERS = '\u200c\u200d';

const INVISIBLE = new RegExp(`(?![${JOINERS}])[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]`, 'u');
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** U+2400 and on: a picture for each control character from U+0000 to U+001F. */
const PICTURES = 0x2400;
const DELETE = 0x7f;
const PICTURE_OF_DELETE = '\u2421';
const PICTURE_OF_ESCAPE = '\u241b';
const FIRST_AFTER_C1 = 0xa0;

/**
 * A picture for a control character. C1 has none of its own and is shown as its two-character form, ESC and another
 * character (ECMA-48, 5.3).
 */
export function controlPicture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === DELETE ? PICTURE_OF_DELETE : PICTURE_OF_ESCAPE + String.fromCharCode(code - 0x40);
}

/** A picture for a control character, `<U+202E>` for every other character that cannot be seen. */
function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= DELETE && code < FIRST_AFTER_C1)) return controlPicture(character);
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/**
 * The text with every control, format and line-separating character replaced by {@link visibleCharacter}.
 * @param keep characters that stay as they are, for instance `\n\t` where the text has lines
 */
export function visibleText(text: string, keep = ''): string {
  if (!INVISIBLE.test(text)) return text;
  return text.replace(EACH_INVISIBLE, (character) =>
    keep.includes(character) ? character : visibleCharacter(character),
  );
}

/** A JSON text whose invisible characters are escaped, so that it means the same and is seen as it is. */
export function visibleJson(json: string): string {
  if (!INVISIBLE.test(json)) return json;
  return json.replace(EACH_INVISIBLE, (character) => (character === '\n' ? '\n' : jsonEscape(character)));
}

function jsonEscape(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
