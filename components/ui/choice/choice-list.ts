/** The logic of a list with incremental search. */

import type { ReactNode } from 'react';

export interface PickerChoice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** After the label; decoration only. */
  readonly mark?: ReactNode;
}

/**
 * The choices whose label or hint contains the typed text; those that start with it come first. Otherwise keeps the order.
 * @param typedLabel if given, the typed text itself is a choice, unless it already is one
 */
export function matchChoices(
  choices: readonly PickerChoice[],
  typed: string,
  typedLabel?: (typed: string) => string,
): readonly PickerChoice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return choices;
  const starting: PickerChoice[] = [];
  const holding: PickerChoice[] = [];
  for (const choice of choices) {
    const label = choice.label.toLowerCase();
    if (label.startsWith(wanted)) starting.push(choice);
    else if (label.includes(wanted) || choice.hint?.toLowerCase().includes(wanted)) holding.push(choice);
  }
  const found = [...starting, ...holding];
  const value = typed.trim();
  if (typedLabel !== undefined && !choices.some((choice) => choice.value === value)) {
    found.push({ value, label: typedLabel(value) });
  }
  return found;
}

/** The index that a key moves the active choice to; undefined for other keys. */
export function stepChoice(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count;
    case 'ArrowUp':
      return (active - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, active + 8);
    case 'PageUp':
      return Math.max(0, active - 8);
    default:
      return undefined;
  }
}
