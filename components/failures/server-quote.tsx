'use client';

import { SERVER_LANGUAGE } from '#components/language/language.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { failureCatalog } from './catalog.ts';

/** What the server said, marked as its words; nothing where it said nothing. */
export function ServerQuote({ text }: { text: string }) {
  const { serverMessage } = useMessages(failureCatalog);
  if (text === '') return null;
  return (
    <>
      {serverMessage} <q lang={SERVER_LANGUAGE}>{text}</q>
    </>
  );
}
