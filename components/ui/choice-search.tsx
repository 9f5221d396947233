'use client';

import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { matchChoices, type PickerChoice, stepChoice } from './choice-list.ts';
import type { ChoicePickerProps } from './choice-picker-props.ts';
import { classNames } from './class-names.ts';
import { PopoverLayer } from './popover-layer.tsx';
import type { LateLayer } from './use-late-layer.ts';

/** The list of a picker, with its search. */
export function ChoiceLayer({ layer, ...props }: ChoicePickerProps & { readonly layer: LateLayer }) {
  return (
    <PopoverLayer layer={layer} label={props.label} className="w-80">
      <ChoiceSearch {...props} onDone={() => layer.onOpenChange(false)} />
    </PopoverLayer>
  );
}

function ChoiceSearch(props: ChoicePickerProps & { readonly onDone: () => void }) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [activeIndex, setActiveIndex] = useState(() =>
    Math.max(
      0,
      props.choices.findIndex((choice) => choice.value === props.values[0]),
    ),
  );
  const listRef = useRef<HTMLDivElement>(null);
  const found = matchChoices(props.choices, typed, props.typedLabel);
  const active = Math.min(activeIndex, found.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = (choice: PickerChoice | undefined, also: boolean) => {
    if (choice === undefined) return;
    if (also && props.onToggle !== undefined) {
      props.onToggle(choice.value);
      return;
    }
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
      choose(found[active], event.ctrlKey || event.metaKey);
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
        aria-multiselectable={props.onToggle !== undefined}
        tabIndex={-1}
        className="max-h-72 overflow-y-auto p-1"
      >
        {found.map((choice, index) => (
          <ChoiceOption
            key={choice.value}
            id={optionId(index)}
            choice={choice}
            active={index === active}
            selected={props.values.includes(choice.value)}
            several={props.onToggle !== undefined}
            onChoose={(also) => choose(choice, also)}
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
  several,
  onChoose,
}: {
  id: string;
  choice: PickerChoice;
  active: boolean;
  selected: boolean;
  several: boolean;
  onChoose: (also: boolean) => void;
}) {
  return (
    // The keyboard works through the input above, which names this option as its active descendant.
    <div
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        const onBox = event.target instanceof Element && event.target.closest('[data-box]') !== null;
        onChoose(onBox || event.ctrlKey || event.metaKey);
      }}
      onKeyDown={(event) => event.key === 'Enter' && onChoose(false)}
      className={classNames(
        'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover',
        active && 'bg-hover shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {several && (
        <span
          data-box
          aria-hidden
          className={classNames(
            '-my-1 -ml-2 grid h-8 w-8 shrink-0 place-items-center',
            '[&>span]:grid [&>span]:size-4 [&>span]:place-items-center [&>span]:rounded-sm [&>span]:border',
            selected
              ? '[&>span]:border-accent [&>span]:bg-accent [&>span]:text-on-accent'
              : '[&>span]:border-ink-faint',
          )}
        >
          <span>{selected && <Check className="size-3" strokeWidth={3} />}</span>
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className={classNames('block truncate', selected && 'font-medium')}>{choice.label}</span>
        {choice.hint !== undefined && (
          <span className="block truncate text-ink-muted text-xs">{choice.hint}</span>
        )}
      </span>
      {selected && !several && <Check aria-hidden className="size-4 shrink-0 text-accent-text" />}
    </div>
  );
}
