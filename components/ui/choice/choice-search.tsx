'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Check, Search } from 'lucide-react';
import { type Ref, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import { PopoverLayer } from '../layers/popover-layer.tsx';
import type { LazyLayer } from '../layers/use-lazy-layer.ts';
import { matchChoices, type PickerChoice } from './choice-list.ts';
import type { ChoicePickerProps } from './choice-picker-props.ts';
import { type OptionListParts, useOptionList } from './use-option-list.ts';

/** Heights of an option without and with a hint, until it is measured. CSS pixels. */
const OPTION_PX = 32;
const HINTED_PX = 44;

/** The list of a picker, with its search. */
export function ChoiceLayer({ layer, ...props }: ChoicePickerProps & { readonly layer: LazyLayer }) {
  return (
    <PopoverLayer layer={layer} label={props.label} className="w-80">
      <ChoiceSearch {...props} onDone={() => layer.onOpenChange(false)} />
    </PopoverLayer>
  );
}

/** A search field and what it finds. */
export function ChoiceSearch(
  props: Omit<ChoicePickerProps, 'current'> & {
    /** Called after a choice. */
    readonly onDone: () => void;
  },
) {
  const [typed, setTyped] = useState('');
  // By value: the list may be read again while it is open.
  const [activeValue, setActiveValue] = useState(props.values[0]);
  const scroller = useRef<HTMLDivElement>(null);
  const found = matchChoices(props.choices, typed, props.typedLabel);
  const place = found.findIndex((choice) => choice.value === activeValue);
  const active = place === -1 ? Math.min(0, found.length - 1) : place;
  // A cluster may have thousands of namespaces.
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => found[index]?.value ?? index,
    estimateSize: (index) => (found[index]?.hint === undefined ? OPTION_PX : HINTED_PX),
    overscan: 8,
    // Always render the active option, because aria-activedescendant names its element.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(active < 0 ? [] : [active])])].sort((a, b) => a - b),
  });
  const [first] = useState(active);
  useLayoutEffect(() => virtualizer.scrollToIndex(first), [virtualizer, first]);

  const choose = (choice: PickerChoice | undefined, also: boolean) => {
    if (choice === undefined) return;
    if (also && props.onToggle !== undefined) {
      props.onToggle(choice.value);
      return;
    }
    props.onChoose(choice.value);
    props.onDone();
  };
  const list = useOptionList({
    count: found.length,
    active,
    onMove: (index) => {
      setActiveValue(found[index]?.value);
      virtualizer.scrollToIndex(index);
    },
    onEnter: (event) => choose(found[active], event.ctrlKey || event.metaKey),
  });

  return (
    <>
      <div className="flex items-center gap-2 border-line border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          {...list.inputProps}
          aria-label={props.searchLabel}
          placeholder={props.searchLabel}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActiveValue(undefined);
            virtualizer.scrollToOffset(0);
          }}
          className="h-10 min-w-0 flex-1 bg-transparent outline-none"
        />
      </div>
      <div
        ref={scroller}
        {...list.listProps}
        role="listbox"
        tabIndex={-1}
        aria-label={props.label}
        aria-multiselectable={props.onToggle !== undefined}
        className="max-h-72 min-h-24 overflow-y-auto p-1"
      >
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const choice = found[index];
            return (
              choice !== undefined && (
                <ChoiceOption
                  key={key}
                  ref={virtualizer.measureElement}
                  option={list.optionProps(index)}
                  index={index}
                  count={found.length}
                  start={start}
                  choice={choice}
                  active={index === active}
                  selected={props.values.includes(choice.value)}
                  several={props.onToggle !== undefined}
                  onChoose={(also) => choose(choice, also)}
                />
              )
            );
          })}
        </div>
        {found.length === 0 && <p className="px-2 py-3 text-ink-muted">{props.emptyText}</p>}
      </div>
      {props.footer}
      {props.note !== undefined && (
        <p className="border-line border-t bg-sunken px-3 py-2 text-ink-muted text-xs">{props.note}</p>
      )}
    </>
  );
}

function ChoiceOption({
  ref,
  option,
  index,
  count,
  start,
  choice,
  active,
  selected,
  several,
  onChoose,
}: {
  ref: Ref<HTMLDivElement>;
  option: ReturnType<OptionListParts['optionProps']>;
  index: number;
  count: number;
  /** Position of its upper edge in the list, in CSS pixels. */
  start: number;
  choice: PickerChoice;
  active: boolean;
  selected: boolean;
  several: boolean;
  onChoose: (also: boolean) => void;
}) {
  return (
    // The keyboard works through the field, which names this option as its active descendant.
    <div
      ref={ref}
      {...option}
      data-index={index}
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={-1}
      style={{ transform: `translateY(${start}px)` }}
      onClick={(event) => {
        const onBox = event.target instanceof Element && event.target.closest('[data-box]') !== null;
        onChoose(onBox || event.ctrlKey || event.metaKey);
      }}
      onKeyDown={(event) => event.key === 'Enter' && onChoose(false)}
      className={classNames(
        'absolute inset-x-0 top-0 flex min-h-8 pointer-coarse:min-h-11 items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover',
        active && 'is-active bg-hover shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {several && (
        <span
          data-box
          aria-hidden
          className={classNames(
            '-my-1 -ml-2 grid h-8 w-8 pointer-coarse:size-11 shrink-0 place-items-center',
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
        <span className={classNames('block wrap-anywhere', selected && 'font-medium')}>{choice.label}</span>
        {choice.hint !== undefined && (
          <span className="block truncate text-ink-muted text-xs">{choice.hint}</span>
        )}
      </span>
      {choice.mark}
      {selected && !several && <Check aria-hidden className="size-4 shrink-0 text-accent-text" />}
    </div>
  );
}
