'use client';

import { CaseSensitive, ChevronDown, ChevronUp, Regex, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { ScreenSearch } from '../screen/screen-search.ts';
import { isValidQuery, type SearchCount, type SearchQuery, searchSeed } from '../screen/text/search-query.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { searchWords } from '../words/search-words.ts';

const NOTHING: SearchCount = { count: 0, index: -1 };

/**
 * Searches the terminal. As in other terminals, Enter goes up, to older output.
 * @param asked counts how often the user opened the search; each change focuses the field
 */
export function SearchBar({
  search,
  asked,
  onClose,
}: {
  search: ScreenSearch;
  asked: number;
  onClose: () => void;
}) {
  const messages = useMessages(terminalCatalog);
  const [query, setQuery] = useState<SearchQuery>(() => ({
    text: searchSeed(search.selection),
    regex: false,
    caseSensitive: false,
  }));
  const [count, setCount] = useState(NOTHING);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (asked === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [asked]);
  useEffect(() => search.subscribe(setCount), [search]);
  useEffect(() => () => search.clear(), [search]);
  useEffect(() => search.findUp(query), [search, query]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target === input.current) {
      if (event.shiftKey) search.findDown(query);
      else search.findUp(query);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const said = searchWords(query, count, messages.search);
  const bad = query.text !== '' && (!isValidQuery(query) || count.count === 0);
  return (
    <search
      aria-label={messages.search.name}
      onKeyDown={onKeyDown}
      className="flex shrink-0 flex-wrap items-center gap-1 border-line border-b bg-surface px-2 py-1.5 text-ink"
    >
      <div
        className={classNames(
          'flex h-8 min-w-40 max-w-96 flex-1 items-center gap-2 rounded-md border bg-raised pl-2 focus-within:border-accent',
          bad ? 'border-bad-text' : 'border-line-strong',
        )}
      >
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          ref={input}
          type="text"
          aria-label={messages.search.field}
          aria-invalid={!isValidQuery(query)}
          placeholder={messages.search.field}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={query.text}
          onChange={(event) => setQuery({ ...query, text: event.target.value })}
          className="h-full min-w-0 flex-1 bg-transparent font-mono text-sm outline-none"
        />
        <Toggle
          name={messages.search.caseSensitive}
          on={query.caseSensitive}
          onChange={(caseSensitive) => setQuery({ ...query, caseSensitive })}
        >
          <CaseSensitive aria-hidden />
        </Toggle>
        <Toggle
          name={messages.search.regex}
          on={query.regex}
          onChange={(regex) => setQuery({ ...query, regex })}
        >
          <Regex aria-hidden />
        </Toggle>
      </div>
      <Tooltip text={messages.search.upHint} side="bottom">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={messages.search.up}
          onClick={() => search.findUp(query)}
        >
          <ChevronUp aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip text={messages.search.downHint} side="bottom">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={messages.search.down}
          onClick={() => search.findDown(query)}
        >
          <ChevronDown aria-hidden />
        </Button>
      </Tooltip>
      <Button variant="ghost" size="icon-sm" aria-label={messages.search.close} onClick={onClose}>
        <X aria-hidden />
      </Button>
      <output className={classNames('px-1 text-xs tabular-nums', bad ? 'text-bad-text' : 'text-ink-muted')}>
        {said}
      </output>
    </search>
  );
}

function Toggle({
  name,
  on,
  onChange,
  children,
}: {
  name: string;
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Tooltip text={name} side="bottom">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={name}
        aria-pressed={on}
        onClick={() => onChange(!on)}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      >
        {children}
      </Button>
    </Tooltip>
  );
}
