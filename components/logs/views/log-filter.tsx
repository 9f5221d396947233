'use client';

import { ListFilter, X } from 'lucide-react';
import { type RefObject, useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { LogsMessages } from '../catalog.ts';

/** The filter. Escape clears it. */
export function LogFilter({
  field,
  typed,
  invalid,
  messages,
  onType,
}: {
  field: RefObject<HTMLInputElement | null>;
  typed: string;
  /** The expression that is not one; undefined if all is well. */
  invalid: string | undefined;
  messages: LogsMessages;
  onType: (typed: string) => void;
}) {
  const helpId = useId();
  return (
    <div className="relative flex min-w-56 flex-1 items-center">
      <ListFilter aria-hidden className="pointer-events-none absolute left-2.5 size-4 text-ink-muted" />
      <input
        ref={field}
        type="search"
        aria-label={messages.filter}
        aria-describedby={helpId}
        aria-invalid={invalid !== undefined}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={messages.filterPlaceholder}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Escape' || typed === '') return;
          onType('');
          event.preventDefault();
        }}
        title={messages.filterHelp}
        className={classNames(
          'h-8 w-full min-w-0 appearance-none rounded-md border bg-surface pr-9 pl-9 shadow-soft hover:border-ink-faint [&::-webkit-search-cancel-button]:hidden',
          invalid === undefined ? 'border-line-strong' : 'border-bad-text',
        )}
      />
      <span id={helpId} className="sr-only">
        {messages.filterHelp}
      </span>
      {typed !== '' && (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={messages.clearFilter}
          onClick={() => {
            onType('');
            field.current?.focus();
          }}
          className="absolute right-0.5"
        >
          <X aria-hidden />
        </Button>
      )}
      {invalid !== undefined && (
        <output className="absolute top-full left-0 z-10 mt-1 rounded-md border border-line bg-raised px-2 py-1 text-bad-text text-xs shadow-pop">
          {messages.badExpression(invalid)}
        </output>
      )}
    </div>
  );
}
