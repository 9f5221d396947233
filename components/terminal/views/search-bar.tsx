'use client';

import { CaseSensitive, Regex } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { SearchInput } from '#components/ui/fields/search-input.tsx';
import type { ScreenSearch } from '../screen/screen-search.ts';
import { isValidQuery, type SearchCount, type SearchQuery, searchSeed } from '../screen/text/search-query.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { searchWords } from '../words/search-words.ts';

const NOTHING: SearchCount = { count: 0, index: -1 };

/**
 * Searches the terminal.
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
  useEffect(() => search.subscribe(setCount), [search]);
  useEffect(() => () => search.clear(), [search]);
  useEffect(() => search.findUp(query), [search, query]);

  const said = searchWords(query, count, messages.search);
  const bad = query.text !== '' && (!isValidQuery(query) || count.count === 0);
  return (
    <SearchInput
      value={query.text}
      messages={messages.search}
      said={said}
      isInvalid={!isValidQuery(query)}
      isBad={bad}
      asked={asked}
      toggles={
        <>
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
        </>
      }
      onChange={(text) => setQuery({ ...query, text })}
      onUp={() => search.findUp(query)}
      onDown={() => search.findDown(query)}
      onClose={onClose}
    />
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
  );
}
