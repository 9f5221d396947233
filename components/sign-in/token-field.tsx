'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { signInCatalog } from './catalog.ts';

/** The looks of a text field. */
export const FIELD =
  'h-8 pointer-coarse:h-11 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 font-mono text-sm aria-invalid:border-bad-text';

/**
 * The field for a token, which is hidden unless the user asks to see it. It takes the focus: the page or the dialog is for
 * it. It has no name, so that a form that is sent before the page's code is there carries no token in its URL.
 */
export function TokenField({
  id,
  field,
  describedBy,
  isInvalid,
}: {
  id: string;
  field: RefObject<HTMLInputElement | null>;
  describedBy: string | undefined;
  isInvalid: boolean;
}) {
  const messages = useMessages(signInCatalog);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const input = field.current;
    // On a page that loads slowly, the user may be in another field of the form already.
    if (input?.form?.contains(document.activeElement) === false) input.focus();
  }, [field]);
  const label = isShown ? messages.hideToken : messages.showToken;
  return (
    <div className="flex min-w-0 gap-2">
      <input
        id={id}
        ref={field}
        type={isShown ? 'text' : 'password'}
        required
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        // Password managers would store a token under this site.
        data-1p-ignore=""
        data-lpignore="true"
        className={FIELD}
      />
      <Button size="icon" aria-label={label} aria-controls={id} onClick={() => setShown(!isShown)}>
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </Button>
    </div>
  );
}
