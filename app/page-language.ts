import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { acceptedLanguage } from '#components/language/accept-language.ts';
import { isLanguage, LANGUAGE_COOKIE, type Language } from '#components/language/language.ts';

/** The user's chosen language, else the best match for Accept-Language. Cached for each request. */
export const pageLanguage = cache(async (): Promise<Language> => {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(chosen) ? chosen : acceptedLanguage((await headers()).get('accept-language'));
});
