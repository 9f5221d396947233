/** The languages of the pages, and which of them a request gets. */

/** As `<html lang>` and `Intl` name them. The first is spoken to those who understand none. */
export const LANGUAGES = ['en', 'zh-CN'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Each by its own name, so that those who read it find it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The server and the cluster speak it, whatever the language of the page. */
export const SERVER_LANGUAGE: Language = 'en';

/** Keeps what the user chose; its value is one of {@link LANGUAGES}. */
export const LANGUAGE_COOKIE = 'podshell-language';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** True for a language of the pages. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** What to set as a cookie, so that the server's next answer is in this language. */
export function languageCookie(language: Language): string {
  return `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}

/** The language in a page's cookies, as `document.cookie` lists them; undefined when none was chosen. */
export function languageInCookies(cookies: string): Language | undefined {
  for (const cookie of cookies.split(';')) {
    const [name, value] = cookie.trim().split('=');
    if (name === LANGUAGE_COOKIE && isLanguage(value)) return value;
  }
  return undefined;
}
