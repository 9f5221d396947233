import { stripVTControlCharacters } from 'node:util';
import { visibleText } from '#protocol/visible-text.ts';

const MAX_WORDS = 300;
const MAX_LINES = 3;

/** A JSON Web Token, or another run of letters and digits that is long enough to be a secret. */
const SECRET = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|[A-Za-z0-9_+=~-]{32,}/g;

/** What follows the name of a secret: any value after a colon or equals sign, after a blank only what is no word. */
const NAMED_SECRET =
  /\b(bearer|basic|token|password|secret|key)(["']?\s*[:=]\s*["']?|\s+(?=\S*[\d_-]))[^\s"',]+/gi;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The last lines of what a program wrote to standard error, as one line for a person, without what may be secret. */
export function lastWords(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split(/\r?\n/)
    .flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const last = lines.slice(-MAX_LINES).join(' / ').replace(/\s+/g, ' ');
  const harmless = last
    .replace(SECRET, (found) => (UUID.test(found) ? found : '[hidden]'))
    .replace(NAMED_SECRET, '$1$2[hidden]');
  const line = visibleText(harmless);
  return line.length > MAX_WORDS ? `…${line.slice(-MAX_WORDS)}` : line;
}
