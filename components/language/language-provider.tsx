'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Catalog } from './catalog.ts';
import { type Language, languageCookie, languageInCookies } from './language.ts';

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice | null>(null);

/**
 * Tells every component the language. What the user chooses applies at once, without asking the server, and is kept
 * in a cookie for its next answer.
 * @param initial the language that the server wrote the page in
 */
export function LanguageProvider({ initial, children }: { initial: Language; children: ReactNode }) {
  const [chosen, setChosen] = useState<Language>();
  const language = chosen ?? initial;

  const choose = useCallback((wanted: Language) => {
    keepCookie(document, languageCookie(wanted));
    setChosen(wanted);
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  useEffect(() => {
    // Another window may have chosen meanwhile.
    const onReturn = () => {
      const kept = languageInCookies(document.cookie);
      if (document.visibilityState === 'visible' && kept !== undefined) setChosen(kept);
    };
    document.addEventListener('visibilitychange', onReturn);
    return () => document.removeEventListener('visibilitychange', onReturn);
  }, []);

  const value = useMemo(() => ({ language, choose }), [language, choose]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

/** The language of the page, and how to choose another. @throws outside of a {@link LanguageProvider} */
export function useLanguage(): Choice {
  const choice = useContext(LanguageContext);
  if (choice === null) throw new Error('There is no LanguageProvider around this component');
  return choice;
}

/** A catalog's messages in the language of the page. The object is the same until the language changes. */
export function useMessages<Messages>(catalog: Catalog<Messages>): Messages {
  return catalog[useLanguage().language];
}

function keepCookie(page: { cookie: string }, cookie: string): void {
  page.cookie = cookie;
}
