'use client';

import { SearchInput } from '#components/ui/fields/search-input.tsx';
import type { LogsMessages } from '../catalog.ts';

/** Finds lines among those shown. */
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
  messages: LogsMessages['search'];
  /** Counts how often the user opened the search. */
  asked: number;
  onType: (typed: string) => void;
  onStep: (step: -1 | 1) => void;
  onClose: () => void;
}) {
  const isNothing = typed !== '' && count === 0;
  const found = typed === '' || count === undefined ? '' : messages.count(place, count);
  return (
    <SearchInput
      value={typed}
      messages={messages}
      said={isNothing ? messages.none : found}
      isBad={isNothing}
      asked={asked}
      onChange={onType}
      onUp={() => onStep(-1)}
      onDown={() => onStep(1)}
      onClose={onClose}
    />
  );
}
