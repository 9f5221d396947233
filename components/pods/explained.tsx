import type { ProblemWords } from './problem-words.ts';

/** A problem within a text: what is so, and what the server said about it. */
export function Explained({ cause, quote }: ProblemWords) {
  return (
    <>
      {cause}
      {cause !== '' && quote !== '' && ' '}
      {quote !== '' && <span lang="en">{quote}</span>}
    </>
  );
}
