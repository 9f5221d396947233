'use client';

import { ChevronsUpDown } from 'lucide-react';
import { Button, type ButtonSize } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { Menu, MenuChoice } from '../layers/menu.tsx';

/** A button that opens a short list, one of which is chosen; `ChoicePicker` is for long lists with a search. */
export function ChoiceSelect<Value extends string>({
  label,
  value,
  choices,
  onChoose,
  size = 'md',
  className,
}: {
  /** What is chosen, for instance "Font". */
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
  readonly size?: ButtonSize;
  readonly className?: string;
}) {
  const current = choices.find((choice) => choice.value === value)?.label ?? '';
  return (
    <Menu
      label={label}
      trigger={
        <Button size={size} aria-label={`${label}: ${current}`} className={classNames('min-w-0', className)}>
          <span className="min-w-0 flex-1 truncate text-left">{current}</span>
          <ChevronsUpDown aria-hidden className="text-ink-muted" />
        </Button>
      }
    >
      <MenuChoice value={value} choices={choices} onChoose={onChoose} />
    </Menu>
  );
}
