/** Chooses a supported language by the browser's `Accept-Language` header. */

import { LANGUAGES, type Language } from './language.ts';

/** A language range with its weight (RFC 9110, section 12.5.4; RFC 4647, section 2.1), surrounded by blanks. */
const RANGE =
  /^[ \t]*([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)[ \t]*(?:;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i;

/**
 * Lookup as in RFC 4647, section 3.4: the supported range with the highest weight, the first of equal ones. Ignores `*`,
 * invalid ranges and weight 0. Never throws.
 * @param header null or '' if the browser sent none
 */
export function acceptedLanguage(header: string | null): Language {
  const ranges = (header ?? '').split(',').flatMap((part) => readRange(part) ?? []);
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  return wanted[0]?.language ?? LANGUAGES[0];
}

function readRange(part: string): { language: Language; weight: number } | undefined {
  const [, range = '', weight = '1'] = RANGE.exec(part) ?? [];
  const language = languageFor(range.toLowerCase());
  return language === undefined ? undefined : { language, weight: Number(weight) };
}

/**
 * The language with exactly this tag, else the first of the same primary tag: `zh-TW` gets `zh-CN` while that is the
 * only Chinese.
 */
function languageFor(range: string): Language | undefined {
  return (
    LANGUAGES.find((language) => language.toLowerCase() === range) ??
    LANGUAGES.find((language) => primaryTag(language.toLowerCase()) === primaryTag(range))
  );
}

function primaryTag(tag: string): string {
  return tag.split('-', 1)[0] ?? '';
}
