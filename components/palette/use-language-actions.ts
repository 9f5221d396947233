'use client';

import { useActions } from '#components/actions/use-actions.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '#components/language/language.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { paletteCatalog } from './catalog.ts';

/** Search terms in every language: a user may only be able to read the language that they look for. */
const KEYWORDS = LANGUAGES.map((language) => paletteCatalog[language].languageWords).join(' ');

/** One action for each language. */
export function useLanguageActions(): void {
  const { choose } = useLanguage();
  const messages = useMessages(paletteCatalog);
  useActions(
    LANGUAGES.map((language) => ({
      id: `language.${language}`,
      label: messages.language(LANGUAGE_NAMES[language]),
      group: messages.general,
      keywords: KEYWORDS,
      run: () => choose(language),
    })),
  );
}
