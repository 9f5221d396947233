'use client';

import { sentences } from '#components/language/sentences.ts';
import type { FailurePlace } from './failure-words.ts';
import type { Failure } from './read-failure.ts';
import { ServerQuote } from './server-quote.tsx';
import { useFailureWords } from './use-failure-words.ts';

/** A failure within a text: its cause, what to do, and the server's words where they are not the page's. */
export function FailureText({
  failure,
  place,
  causeOnly = false,
}: {
  failure: Failure;
  place: FailurePlace;
  /** Where the page asks again by itself, there is nothing to do. */
  causeOnly?: boolean;
}) {
  const { cause, next, quote } = useFailureWords(failure, place);
  return (
    <>
      {sentences(cause, !causeOnly && next)} <ServerQuote text={quote} />
    </>
  );
}
