/** Says a problem of the server in the language of the page. */

import { type Language, SERVER_LANGUAGE } from '#components/language/language.ts';
import type { PodsMessages } from './catalog.ts';

export interface ProblemWords {
  /** '' where the quotation says it. */
  readonly cause: string;
  /** What the server said, in its own language; '' when it said nothing. */
  readonly quote: string;
}

/** The server's own words are enough for who speaks its language; others get ours for the code, and its own below. */
export function problemWords(
  { causes, unknownCause }: Pick<PodsMessages, 'causes' | 'unknownCause'>,
  language: Language,
  { code, detail }: { readonly code: string; readonly detail: string },
): ProblemWords {
  if (language === SERVER_LANGUAGE && detail !== '') return { cause: '', quote: detail };
  const known = Object.hasOwn(causes, code) ? causes[code as keyof typeof causes] : undefined;
  return { cause: known ?? unknownCause, quote: detail };
}
