'use client';

import { type RefObject, useMemo } from 'react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { FilterInput } from '#components/ui/fields/filter-input.tsx';
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

  useActions(
    useMemo(
      () => [
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
      ],
      [messages, field],
    ),
  );

  return <FilterInput field={field} value={value} messages={messages} onChange={onChange} onDown={onDown} />;
}
