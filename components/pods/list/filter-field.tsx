'use client';

import { ListFilter, X } from 'lucide-react';
import { type RefObject, useId } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { podsCatalog } from '../catalog.ts';

/** The text filter. `/` anywhere on the page focuses it; Escape clears it; arrow down leads to the rows. */
export function FilterField({
  field,
  value,
  onChange,
  onDown,
}: {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (value: string) => void;
  /** Arrow down was pressed. */
  onDown: () => void;
}) {
  const messages = useMessages(podsCatalog);
  const helpId = useId();

  useActions([
    {
      id: 'pods.filter',
      label: messages.filter,
      group: messages.title,
      shortcut: '/',
      run: () => {
        field.current?.focus();
        field.current?.select();
      },
    },
  ]);

  return (
    <div className="relative flex min-w-0 flex-1 items-center">
      <ListFilter aria-hidden className="pointer-events-none absolute left-2.5 size-4 text-ink-muted" />
      <input
        ref={field}
        type="search"
        aria-label={messages.filter}
        aria-describedby={helpId}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={messages.filterPlaceholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape' && value !== '') onChange('');
          else if (event.key === 'ArrowDown') onDown();
          else return;
          event.preventDefault();
        }}
        className="h-8 w-full min-w-0 appearance-none rounded-md border border-line-strong bg-surface pr-9 pointer-coarse:pr-12 pl-9 shadow-soft transition-colors hover:border-ink-faint [&::-webkit-search-cancel-button]:hidden"
      />
      <span id={helpId} className="sr-only">
        {messages.filterHelp}
      </span>
      {value === '' ? (
        <kbd
          aria-hidden
          className="pointer-events-none absolute right-2 rounded-sm border border-line bg-sunken px-1.5 font-mono text-2xs text-ink-muted pointer-coarse:hidden"
        >
          /
        </kbd>
      ) : (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={messages.clearFilter}
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
          className="absolute right-0.5"
        >
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
