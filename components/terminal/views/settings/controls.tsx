'use client';

/** The controls of the settings form. */

import { Switch } from 'radix-ui';
import { useId } from 'react';
import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';

/** One of several values. */
export function Choice<Value extends string | number>({
  label,
  value,
  choices,
  nameOf,
  onChange,
}: {
  label: string;
  value: Value;
  choices: readonly Value[];
  nameOf: (value: Value) => string;
  onChange: (value: Value) => void;
}) {
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden className="min-w-0 flex-1 text-sm">
        {label}
      </span>
      <ChoiceSelect
        label={label}
        size="sm"
        value={String(value)}
        choices={choices.map((choice) => ({ value: String(choice), label: nameOf(choice) }))}
        onChoose={(text) => {
          const chosen = choices.find((choice) => String(choice) === text);
          if (chosen !== undefined) onChange(chosen);
        }}
        className="w-36"
      />
    </div>
  );
}

/** On or off. */
export function Toggle({
  label,
  hint,
  on,
  onChange,
}: {
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-sm">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {hint}
        </p>
      </div>
      <Switch.Root
        id={id}
        aria-describedby={`${id}-hint`}
        checked={on}
        onCheckedChange={onChange}
        className="relative flex h-5 w-9 shrink-0 items-center rounded-full pointer-coarse:after:absolute pointer-coarse:after:-inset-x-1 pointer-coarse:after:-inset-y-3 bg-ink-faint p-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="size-4 rounded-full bg-surface shadow-soft transition-transform data-[state=checked]:translate-x-4" />
      </Switch.Root>
    </div>
  );
}
