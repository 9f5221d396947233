'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { podsCatalog } from '../../catalog.ts';
import { isSortColumn, type PodSort, sortColumns } from './pod-sort.ts';

/** Chooses the order in a narrow window, where cards have no column headers. */
export function SortSelect({ sort, onSort }: { sort: PodSort; onSort: (sort: PodSort) => void }) {
  const messages = useMessages(podsCatalog);
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <div className="flex shrink-0 items-center gap-1 md:hidden">
      <select
        aria-label={messages.sort}
        value={sort.column}
        onChange={(event) => {
          const column = event.target.value;
          if (isSortColumn(column)) onSort({ ...sort, column });
        }}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 font-medium shadow-soft"
      >
        {sortColumns.map((column) => (
          <option key={column} value={column}>
            {messages.columns[column]}
          </option>
        ))}
      </select>
      <Button
        size="icon"
        aria-label={messages.reverse}
        aria-pressed={sort.descending}
        onClick={() => onSort({ ...sort, descending: !sort.descending })}
      >
        <Arrow aria-hidden />
      </Button>
    </div>
  );
}
