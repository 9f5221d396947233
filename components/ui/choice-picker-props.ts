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
  /** Said under the list. */
  readonly note?: ReactNode;
  /** The text of a choice that is what was typed itself; undefined when only listed ones may be chosen. */
  readonly typedLabel?: ((typed: string) => string) | undefined;
  /** This one and no other. */
  readonly onChoose: (value: string) => void;
  /** This one too, or not any more; undefined when only one can be chosen. */
  readonly onToggle?: ((value: string) => void) | undefined;
  readonly onOpen?: (() => void) | undefined;
  /** For whoever presses the button from elsewhere. */
  readonly name?: string;
  readonly className?: string;
}
