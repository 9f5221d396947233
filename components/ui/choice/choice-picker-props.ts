import type { ReactNode } from 'react';
import type { PickerChoice } from './choice-list.ts';

export interface ChoicePickerProps {
  /** What is chosen, for instance "Namespace". */
  readonly label: string;
  /** Text on the button. */
  readonly current: string;
  readonly icon?: ReactNode;
  readonly values: readonly string[];
  readonly choices: readonly PickerChoice[];
  readonly searchLabel: string;
  /** Shown when no choice matches. */
  readonly emptyText: string;
  /** Shown below the list. */
  readonly note?: ReactNode;
  /** More about what is chosen, below the list. */
  readonly footer?: ReactNode;
  /** Label of a choice for the typed text itself; undefined if only listed choices are allowed. */
  readonly typedLabel?: ((typed: string) => string) | undefined;
  /** Chooses only this one. */
  readonly onChoose: (value: string) => void;
  /** Adds or removes this one; undefined if only one can be chosen. */
  readonly onToggle?: ((value: string) => void) | undefined;
  readonly onOpen?: (() => void) | undefined;
  /** Value of `data-picker`, by which shortcuts find the button. */
  readonly name?: string;
  readonly className?: string;
}
