import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { Tooltip } from '../layers/tooltip.tsx';

export interface SearchInputWords {
  /** Accessible name of the bar. */
  readonly name: string;
  readonly field: string;
  readonly up: string;
  readonly upHint: string;
  readonly down: string;
  readonly downHint: string;
  readonly close: string;
}

/** A bar that searches output. As in terminals, Enter goes up, to older output. */
export function SearchInput({
  value,
  messages,
  said,
  isInvalid = false,
  isBad,
  asked,
  toggles,
  onChange,
  onUp,
  onDown,
  onClose,
}: {
  value: string;
  messages: SearchInputWords;
  /** The result as text. */
  said: string;
  /** The value cannot be searched for. */
  isInvalid?: boolean;
  /** It cannot be searched for, or nothing was found. */
  isBad: boolean;
  /** Counts how often the user opened the search; each change focuses the field. */
  asked: number;
  /** How to search, as buttons in the field. */
  toggles?: ReactNode;
  onChange: (value: string) => void;
  onUp: () => void;
  onDown: () => void;
  onClose: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [asked]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target === input.current) {
      if (event.shiftKey) onDown();
      else onUp();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search
      aria-label={messages.name}
      onKeyDown={onKeyDown}
      className="flex shrink-0 flex-wrap items-center gap-1 border-line border-b bg-surface px-2 py-1.5 text-ink"
    >
      <div
        className={classNames(
          'flex h-8 min-w-40 max-w-96 flex-1 items-center gap-2 rounded-md border bg-raised pl-2 focus-within:border-accent',
          isBad ? 'border-bad-text' : 'border-line-strong',
        )}
      >
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          ref={input}
          type="text"
          aria-label={messages.field}
          aria-invalid={isInvalid}
          placeholder={messages.field}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="h-full min-w-0 flex-1 bg-transparent font-mono text-sm outline-none"
        />
        {toggles}
      </div>
      <Tooltip text={messages.upHint} side="bottom">
        <Button variant="ghost" size="icon-sm" aria-label={messages.up} onClick={onUp}>
          <ChevronUp aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip text={messages.downHint} side="bottom">
        <Button variant="ghost" size="icon-sm" aria-label={messages.down} onClick={onDown}>
          <ChevronDown aria-hidden />
        </Button>
      </Tooltip>
      <Button variant="ghost" size="icon-sm" aria-label={messages.close} onClick={onClose}>
        <X aria-hidden />
      </Button>
      <output className={classNames('px-1 text-xs tabular-nums', isBad ? 'text-bad-text' : 'text-ink-muted')}>
        {said}
      </output>
    </search>
  );
}
