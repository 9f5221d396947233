'use client';

import type { ReactNode } from 'react';
import { sentences } from '#components/language/sentences.ts';
import { Notice } from '#components/ui/notice.tsx';
import { FAILURES, knownCode } from './failure-codes.ts';
import { failureIcon } from './failure-icon.tsx';
import type { FailurePlace } from './failure-words.ts';
import type { Failure } from './read-failure.ts';
import { ServerQuote } from './server-quote.tsx';
import { useFailureWords } from './use-failure-words.ts';

/** Fills the place of content that a failure keeps away: what happened, why, and what to do next. */
export function FailureNotice({
  failure,
  place,
  actions,
  retrying,
  wholePage = false,
}: {
  failure: Failure;
  place: FailurePlace;
  actions?: ReactNode;
  /** Says that the page asks again by itself, where it does. */
  retrying?: string | undefined;
  /** It is all that the page has to say, so its title is the page's. */
  wholePage?: boolean;
}) {
  const { title, cause, next, quote } = useFailureWords(failure, place);
  const { tone } = FAILURES[knownCode(failure.code)];
  return (
    <Notice
      icon={failureIcon(failure.code)}
      tone={tone}
      title={title}
      cause={quote === '' ? undefined : <ServerQuote text={quote} />}
      actions={actions}
      wholePage={wholePage}
      alert
    >
      {sentences(cause, next, retrying)}
    </Notice>
  );
}
