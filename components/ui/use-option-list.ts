'use client';

import { type InputHTMLAttributes, type KeyboardEvent, type MouseEvent, useId } from 'react';
import { stepChoice } from './choice-list.ts';

export interface OptionListParts {
  /** For the field. */
  readonly inputProps: InputHTMLAttributes<HTMLInputElement>;
  /** For the element around the options, of role `listbox`. */
  readonly listProps: { readonly id: string };
  /** For each element of role `option`, by its index among all of them. Say `aria-selected` beside it. */
  readonly optionProps: (index: number) => {
    readonly id: string;
    readonly onMouseDown: (event: MouseEvent) => void;
  };
}

/**
 * Roles and keys of a field with a list to choose from: the focus stays in the field, which names the active option
 * (WAI-ARIA Authoring Practices, combobox with a listbox). What matches and what is selected is the caller's business.
 * @param count of the options
 * @param active index of the option that Enter means; -1 when there is none
 * @param onMove a key makes another option the active one
 */
export function useOptionList({
  count,
  active,
  onMove,
  onEnter,
}: {
  count: number;
  active: number;
  onMove: (index: number) => void;
  onEnter: (event: KeyboardEvent<HTMLInputElement>) => void;
}): OptionListParts {
  const listId = useId();
  const optionId = (index: number) => `${listId}-${index}`;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // These keys choose among the words that an input method offers.
    if (event.nativeEvent.isComposing) return;
    const next = stepChoice(event.key, active, count);
    if (next !== undefined) {
      event.preventDefault();
      onMove(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onEnter(event);
    }
  };
  return {
    inputProps: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      'aria-activedescendant': active >= 0 && active < count ? optionId(active) : undefined,
      autoComplete: 'off',
      spellCheck: false,
      onKeyDown,
    },
    listProps: { id: listId },
    optionProps: (index) => ({
      id: optionId(index),
      // The focus stays in the field.
      onMouseDown: (event) => event.preventDefault(),
    }),
  };
}
