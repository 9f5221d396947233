'use client';

import { type FormEvent, useId } from 'react';
import type { RecordingsFilter } from '#components/addresses/recordings.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { recordingsCatalog } from '../catalog.ts';

const FIELDS = ['context', 'namespace', 'pod', 'user', 'from', 'to'] as const;

type Field = (typeof FIELDS)[number];

/** Narrows the list. A change counts when its field is left, or with Enter: names are whole names. */
export function RecordingFilters({
  filter,
  onChange,
}: {
  filter: RecordingsFilter;
  onChange: (filter: RecordingsFilter) => void;
}) {
  const messages = useMessages(recordingsCatalog);
  const id = useId();
  const take = (form: HTMLFormElement) => {
    const typed = new FormData(form);
    const chosen = Object.fromEntries(FIELDS.map((field) => [field, `${typed.get(field) ?? ''}`.trim()]));
    if (FIELDS.some((field) => chosen[field] !== (filter[field] ?? ''))) onChange(chosen);
  };
  const isSet = FIELDS.some((field) => (filter[field] ?? '') !== '');
  return (
    <search aria-label={messages.filters} className="print:hidden">
      <form
        className="grid grid-cols-2 items-end gap-2 sm:grid-cols-3 lg:grid-cols-6"
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault();
          take(event.currentTarget);
        }}
      >
        {FIELDS.map((field) => (
          <label key={field} htmlFor={`${id}-${field}`} className="grid min-w-0 gap-1 text-ink-muted text-xs">
            {messages.filterNames[field]}
            <input
              // A link or a reset gives it another value.
              key={filter[field] ?? ''}
              id={`${id}-${field}`}
              name={field}
              type={isDate(field) ? 'date' : 'text'}
              defaultValue={filter[field] ?? ''}
              placeholder={isDate(field) ? undefined : messages.exactName}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onBlur={({ currentTarget }) => currentTarget.form !== null && take(currentTarget.form)}
              className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-raised px-2 text-ink text-sm placeholder:text-ink-muted pointer-coarse:min-h-11"
            />
          </label>
        ))}
        <button type="submit" className="sr-only" tabIndex={-1}>
          {messages.filters}
        </button>
      </form>
      {isSet && (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => onChange({})}>
          {messages.resetFilters}
        </Button>
      )}
    </search>
  );
}

function isDate(field: Field): boolean {
  return field === 'from' || field === 'to';
}
