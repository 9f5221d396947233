'use client';

import { LANGUAGE_NAMES, LANGUAGES } from '#components/language/language.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { paletteCatalog } from './catalog.ts';
import { useActions } from './use-actions.ts';

/** One action for each language, whichever is spoken. */
export function useLanguageActions(): void {
  const { choose } = useLanguage();
  const messages = useMessages(paletteCatalog);
  useActions(
    LANGUAGES.map((language) => ({
      id: `language.${language}`,
      label: messages.language(LANGUAGE_NAMES[language]),
      group: messages.general,
      keywords: messages.languageWords,
      run: () => choose(language),
    })),
  );
}
