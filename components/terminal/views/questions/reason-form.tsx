'use client';

import { type FormEvent, useEffect, useId, useRef } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { MAX_REASON_CHARACTERS } from '#protocol/limits.ts';
import { reasonCatalog } from '../../words/reason-catalog.ts';

/** Asks why the user opens the shell. */
export function ReasonForm({
  isRequired,
  onGive,
}: {
  isRequired: boolean;
  /** Gets the reason; '' for none, where it is not required. */
  onGive: (reason: string) => void;
}) {
  const words = useMessages(reasonCatalog);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (field.current !== null && isAwaited(field.current)) field.current.focus();
  }, []);

  function give(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = field.current?.value.trim() ?? '';
    if (reason !== '') onGive(reason);
    else field.current?.focus();
  }

  return (
    // In a low pane, field and buttons are items of the row of actions.
    <form className="grid w-full min-w-0 gap-1.5 short-pane:contents" onSubmit={give}>
      <label htmlFor={id} className="font-medium text-xs short-pane:sr-only">
        {words.label}
      </label>
      <div className="flex flex-wrap items-center gap-2 short-pane:contents">
        <input
          id={id}
          ref={field}
          required
          maxLength={MAX_REASON_CHARACTERS}
          autoComplete="off"
          placeholder={words.example}
          className="h-8 w-full min-w-32 short-pane:w-32 short-pane:flex-1 rounded-md border border-line-strong bg-surface px-2 text-sm short-pane:h-7 short-pane:text-xs"
        />
        <Button type="submit" variant="primary">
          {words.open}
        </Button>
        {!isRequired && <Button onClick={() => onGive('')}>{words.openWithout}</Button>}
      </div>
    </form>
  );
}

/** True if the user's focus is in this pane, or nowhere: never out of another field, nor out of a page around a frame. */
function isAwaited(field: HTMLElement): boolean {
  const { activeElement, body } = document;
  const pane = field.closest('.pane-room');
  return document.hasFocus() && (activeElement === body || pane?.contains(activeElement) === true);
}
