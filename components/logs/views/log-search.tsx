'use client';

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { LogsMessages } from '../catalog.ts';

/** Finds lines among those shown. Enter goes up, to older lines, as in a terminal. */
export function LogSearch({
  typed,
  place,
  count,
  messages,
  asked,
  onType,
  onStep,
  onClose,
}: {
  typed: string;
  /** Of the marked line among those found, from 1; 0 if it is none of them. */
  place: number;
  /** Undefined while the lines are searched. */
  count: number | undefined;
  messages: LogsMessages;
  /** Counts how often the user opened the search; each change focuses the field. */
  asked: number;
  onType: (typed: string) => void;
  onStep: (step: -1 | 1) => void;
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
    else if (event.key === 'Enter' && event.target === input.current) onStep(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
  };
  const isNothing = typed !== '' && count === 0;
  const said =
    typed === '' || count === undefined
      ? ''
      : isNothing
        ? messages.searchNothing
        : messages.searchCount(place, count);
  return (
    <search
      aria-label={messages.search}
      onKeyDown={onKeyDown}
      className="flex shrink-0 flex-wrap items-center gap-1 border-line border-b bg-surface px-3 py-1.5"
    >
      <div
        className={classNames(
          'flex h-8 min-w-40 max-w-96 flex-1 items-center gap-2 rounded-md border bg-raised pl-2 focus-within:border-accent',
          isNothing ? 'border-bad-text' : 'border-line-strong',
        )}
      >
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          ref={input}
          type="text"
          aria-label={messages.searchField}
          placeholder={messages.searchField}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          className="h-full min-w-0 flex-1 bg-transparent font-mono text-sm outline-none"
        />
      </div>
      <Button variant="ghost" size="icon-sm" aria-label={messages.searchUp} onClick={() => onStep(-1)}>
        <ChevronUp aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label={messages.searchDown} onClick={() => onStep(1)}>
        <ChevronDown aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label={messages.searchClose} onClick={onClose}>
        <X aria-hidden />
      </Button>
      <output
        className={classNames('px-1 text-xs tabular-nums', isNothing ? 'text-bad-text' : 'text-ink-muted')}
      >
        {said}
      </output>
    </search>
  );
}
