import { describe, expect, test } from 'vitest';
import { isLanguage, LANGUAGES, languageCookie, languageInCookies } from './language.ts';

describe('the language cookie', () => {
  test.each(LANGUAGES)('stores %s', (language) => {
    const [pair = '', ...attributes] = languageCookie(language).split('; ');
    expect(languageInCookies(`a=1; ${pair}; b=2`)).toBe(language);
    expect(attributes).toEqual(['Path=/', 'Max-Age=31536000', 'SameSite=Lax']);
  });

  test.each([
    '',
    'podshell-language',
    'podshell-language=',
    'podshell-language=de',
    'x-podshell-language=en',
    'a=b',
  ])('%j has no language', (cookies) => expect(languageInCookies(cookies)).toBeUndefined());
});

test.each(['de', 'EN', '', undefined, null, 0, 'toString'])('%j is not a supported language', (value) => {
  expect(isLanguage(value)).toBe(false);
});
