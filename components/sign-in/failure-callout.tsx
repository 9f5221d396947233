'use client';

import { FAILURES, knownCode } from '#components/failures/failure-codes.ts';
import { failureIcon } from '#components/failures/failure-icon.tsx';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { sentences } from '#components/language/sentences.ts';
import { classNames } from '#components/ui/class-names.ts';

/** Says why the last sign-in did not work, above the next. */
export function FailureCallout({ code }: { code: string }) {
  const { title, cause, next } = useFailureWords({ code, detail: '' }, 'shell');
  const Icon = failureIcon(code);
  const isBad = FAILURES[knownCode(code)].tone === 'bad';
  return (
    <div
      role="alert"
      className={classNames(
        'grid grid-cols-[auto_1fr] gap-x-2 rounded-md px-3 py-2 text-sm',
        isBad ? 'bg-bad-soft text-bad-text' : 'bg-warn-soft text-warn-text',
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4" />
      <p className="font-medium">{title}</p>
      <p className="col-start-2">{sentences(cause, next)}</p>
    </div>
  );
}
