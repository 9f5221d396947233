/** The words for a failure: what happened, why, and what to do next. */

import { type Language, SERVER_LANGUAGE } from '#components/language/language.ts';
import type { FailureMessages } from './catalog.ts';
import { knownCode } from './failure-codes.ts';
import type { Failure } from './read-failure.ts';

export interface FailureWords {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
  /** The server's own words where ours stand for them; '' elsewhere. To be shown as a quotation. */
  readonly quote: string;
}

/**
 * What the user wanted when it failed; `attached`: a terminal on a container's main process. Some codes have words of their
 * own for it.
 */
export type FailurePlace = 'shell' | 'attached' | 'pods' | 'pod' | 'log' | 'watch';

/**
 * In the server's own language its words come first: its first sentence is the cause, unless it only repeats the title, the
 * rest what to do. In other languages ours do, and its words are a quotation. A code that this page does not know
 * gets a general title and advice.
 */
export function failureWords(
  { code, detail }: Failure,
  messages: FailureMessages,
  language: Language,
  place: FailurePlace = 'shell',
): FailureWords {
  const known = knownCode(code);
  const words = { ...messages.codes[known], ...ofPlace(messages, place, known), quote: '' };
  if (detail === '') return words;
  // No sentence of the server, but what stands in its place.
  if (language !== SERVER_LANGUAGE || known === 'bad-answer') return { ...words, quote: detail };
  const end = SENTENCE_END.exec(detail)?.index ?? detail.length;
  const rest = detail.slice(end).trim();
  const said = detail.slice(0, end);
  const cause = said === `${words.title}.` ? words.cause : said;
  return { ...words, cause, next: rest === '' ? words.next : rest };
}

function ofPlace({ places }: FailureMessages, place: FailurePlace, code: string): Partial<FailureWords> {
  if (place === 'shell') return {};
  const words: Readonly<Record<string, Partial<FailureWords>>> = places[place];
  return Object.hasOwn(words, code) ? (words[code] ?? {}) : {};
}

/** Blanks after a sentence and before the next. */
const SENTENCE_END = /(?<=[.!?])\s+(?=\p{Lu})/u;
