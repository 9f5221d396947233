'use client';

import { Check, ChevronsUpDown, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { matchChoices, type PickerChoice, stepChoice } from './choice-list.ts';
import { classNames } from './class-names.ts';

export interface ChoicePickerProps {
  /** What is chosen, for instance "Namespace". */
  readonly label: string;
  /** Text on the button. */
  readonly current: string;
  readonly icon?: ReactNode;
  readonly value: string;
  readonly choices: readonly PickerChoice[];
  readonly searchLabel: string;
  /** Shown when no choice matches. */
  readonly emptyText: string;
  /** Said under the list. */
  readonly note?: string | undefined;
  /** The text of a choice that is what was typed itself; undefined when only listed ones may be chosen. */
  readonly typedLabel?: ((typed: string) => string) | undefined;
  readonly onChoose: (value: string) => void;
  readonly onOpen?: (() => void) | undefined;
  readonly className?: string;
}

/** A button that opens a list to search and choose from: for lists that may hold hundreds of names. */
export function ChoicePicker(props: ChoicePickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        if (next) props.onOpen?.();
        setOpen(next);
      }}
    >
      <Popover.Trigger asChild>
        <Button
          aria-label={`${props.label}: ${props.current}`}
          className={classNames('min-w-0 max-w-full shrink justify-start', props.className)}
        >
          {props.icon}
          <span className="min-w-0 flex-1 truncate text-left">{props.current}</span>
          <ChevronsUpDown aria-hidden className="text-ink-muted" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={props.label}
          className="z-40 w-80 max-w-[calc(100vw-1rem)] animate-appear overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-pop"
        >
          <ChoiceSearch {...props} onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ChoiceSearch(props: ChoicePickerProps & { readonly onDone: () => void }) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [activeIndex, setActiveIndex] = useState(() =>
    Math.max(
      0,
      props.choices.findIndex((choice) => choice.value === props.value),
    ),
  );
  const listRef = useRef<HTMLDivElement>(null);
  const found = matchChoices(props.choices, typed, props.typedLabel);
  const active = Math.min(activeIndex, found.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = (choice: PickerChoice | undefined) => {
    if (choice === undefined) return;
    props.onChoose(choice.value);
    props.onDone();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepChoice(event.key, active, found.length);
    if (next !== undefined) {
      event.preventDefault();
      setActiveIndex(next);
      listRef.current?.querySelector(`#${CSS.escape(optionId(next))}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(found[active]);
    }
  };

  return (
    <>
      <div className="flex items-center gap-2 border-line border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          role="combobox"
          aria-label={props.searchLabel}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? optionId(active) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={props.searchLabel}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActiveIndex(0);
          }}
          onKeyDown={onKeyDown}
          className="h-10 min-w-0 flex-1 bg-transparent outline-none"
        />
      </div>
      <div
        ref={listRef}
        id={listId}
        role="listbox"
        aria-label={props.label}
        tabIndex={-1}
        className="max-h-72 overflow-y-auto p-1"
      >
        {found.map((choice, index) => (
          <ChoiceOption
            key={choice.value}
            id={optionId(index)}
            choice={choice}
            active={index === active}
            selected={choice.value === props.value}
            onChoose={() => choose(choice)}
          />
        ))}
        {found.length === 0 && <p className="px-2 py-3 text-ink-muted">{props.emptyText}</p>}
      </div>
      {props.note !== undefined && (
        <p className="border-line border-t bg-sunken px-3 py-2 text-ink-muted text-xs">{props.note}</p>
      )}
    </>
  );
}

function ChoiceOption({
  id,
  choice,
  active,
  selected,
  onChoose,
}: {
  id: string;
  choice: PickerChoice;
  active: boolean;
  selected: boolean;
  onChoose: () => void;
}) {
  return (
    // The keyboard works through the input above, which names this option as its active descendant.
    <div
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
      className={classNames(
        'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover',
        active && 'bg-hover shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className={classNames('block truncate', selected && 'font-medium')}>{choice.label}</span>
        {choice.hint !== undefined && (
          <span className="block truncate text-ink-muted text-xs">{choice.hint}</span>
        )}
      </span>
      {selected && <Check aria-hidden className="size-4 shrink-0 text-accent-text" />}
    </div>
  );
}
