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
 * Provides the language to every component. A choice applies immediately, without a request, and is stored in a cookie
 * for the next page.
 * @param initial the language that the server rendered
 */
export function LanguageProvider({ initial, children }: { initial: Language; children: ReactNode }) {
  const [chosen, setChosen] = useState<Language>();
  const language = chosen ?? initial;

  const choose = useCallback((wanted: Language) => {
    keepCookie(document, languageCookie(wanted));
    setChosen(wanted);
  }, []);

  useEffect(() => {
    const { documentElement } = document;
    // To set what it is already makes browsers compute the styles of the whole page.
    if (documentElement.lang !== language) documentElement.lang = language;
  }, [language]);

  useEffect(() => {
    // Another window may have changed the language.
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

/** The language of the page, and a function that changes it. @throws outside a {@link LanguageProvider} */
export function useLanguage(): Choice {
  const choice = useContext(LanguageContext);
  if (choice === null) throw new Error('There is no LanguageProvider around this component');
  return choice;
}

/** A catalog's messages in the language of the page; the same object until the language changes. */
export function useMessages<Messages>(catalog: Catalog<Messages>): Messages {
  return catalog[useLanguage().language];
}

function keepCookie(page: { cookie: string }, cookie: string): void {
  page.cookie = cookie;
}
