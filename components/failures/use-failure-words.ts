'use client';

import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { failureCatalog } from './catalog.ts';
import { type FailurePlace, type FailureWords, failureWords } from './failure-words.ts';
import type { Failure } from './read-failure.ts';

/** The words for a failure in the language of the page. */
export function useFailureWords(failure: Failure, place: FailurePlace): FailureWords {
  return failureWords(failure, useMessages(failureCatalog), useLanguage().language, place);
}
