import { headers } from 'next/headers';
import { cache } from 'react';
import { acceptedLanguage } from '#components/language/accept-language.ts';
import { type Language, languageInCookies } from '#components/language/language.ts';

/**
 * The user's chosen language, else the best match for Accept-Language. Cached for each request. Of two cookies, the
 * page reads the same.
 */
export const pageLanguage = cache(async (): Promise<Language> => {
  const asked = await headers();
  return languageInCookies(asked.get('cookie') ?? '') ?? acceptedLanguage(asked.get('accept-language'));
});
