'use client';

import { type InputHTMLAttributes, type KeyboardEvent, type MouseEvent, useId } from 'react';
import { stepChoice } from './choice-list.ts';

export interface OptionListParts {
  /** For the field. */
  readonly inputProps: InputHTMLAttributes<HTMLInputElement>;
  /** For the element around the options, with role `listbox`. */
  readonly listProps: { readonly id: string };
  /** For each element with role `option`, by index. Set `aria-selected` too. */
  readonly optionProps: (index: number) => {
    readonly id: string;
    readonly onMouseDown: (event: MouseEvent) => void;
  };
}

/**
 * Roles and keys of a combobox with a listbox (WAI-ARIA Authoring Practices): the focus stays in the field, which names
 * the active option. The caller decides what matches and what is selected.
 * @param count number of options
 * @param active index of the option that Enter chooses; -1 if there is none
 * @param onMove called when a key makes another option active
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
    // During a composition these keys choose candidates of the input method.
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
      // Keep the focus in the field.
      onMouseDown: (event) => event.preventDefault(),
    }),
  };
}
