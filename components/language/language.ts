/** The supported languages, and the cookie with the user's choice. A new language is one more line here. */

import { served } from '#components/addresses/served.ts';

/**
 * Every language, the default first. `tag` is the BCP 47 tag for `<html lang>` and `Intl`; `name` is in the language
 * itself, so that its readers find it in the menu.
 */
const LANGUAGE_LIST = [
  { tag: 'en', name: 'English' },
  { tag: 'zh-CN', name: '简体中文' },
] as const;

export type Language = (typeof LANGUAGE_LIST)[number]['tag'];

/** The tags of all languages, the default first. */
export const LANGUAGES: readonly [Language, ...Language[]] = tagsOf(LANGUAGE_LIST);

/** The name of each language, in that language. */
export const LANGUAGE_NAMES = Object.fromEntries(
  LANGUAGE_LIST.map(({ tag, name }) => [tag, name]),
) as Readonly<Record<Language, string>>;

/** The language of texts from the server and the cluster, independent of the page's language. */
export const SERVER_LANGUAGE = 'en' satisfies Language;

/** The cookie with the user's choice, one of {@link LANGUAGES}. */
export const LANGUAGE_COOKIE = 'podshell-language';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** True for a supported language. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The cookie to set, so that the server renders the next page in this language. */
export function languageCookie(language: Language): string {
  return `${LANGUAGE_COOKIE}=${language}; Path=${served('/')}; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}

/** The language in `document.cookie`; undefined if none was chosen. */
export function languageInCookies(cookies: string): Language | undefined {
  for (const cookie of cookies.split(';')) {
    const [name, value] = cookie.trim().split('=');
    if (name === LANGUAGE_COOKIE && isLanguage(value)) return value;
  }
  return undefined;
}

function tagsOf([first, ...others]: typeof LANGUAGE_LIST): readonly [Language, ...Language[]] {
  return [first.tag, ...others.map(({ tag }) => tag)];
}
