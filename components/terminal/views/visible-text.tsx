import type { TextPart } from '../screen/text/visible-text.ts';

/** Text in which hidden characters are shown by marks. */
export function VisibleText({ parts }: { parts: readonly TextPart[] }) {
  return parts.map(({ start, text, isMark }) =>
    isMark ? (
      <mark key={start} className="mx-px rounded-sm bg-warn-soft px-0.5 text-warn-text">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
