'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { podsCatalog } from '../catalog.ts';
import type { PodSort, SortColumn } from './pod-sort.ts';

/** A column's header: its name, and the order that a click asks for. */
export function SortHeader({
  column,
  sort,
  onSort,
  className,
  alignRight = false,
}: {
  column: SortColumn;
  sort: PodSort;
  onSort: (column: SortColumn) => void;
  className?: string;
  alignRight?: boolean;
}) {
  const messages = useMessages(podsCatalog);
  const sorted = sort.column === column;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={classNames('sticky top-0 z-10 border-line border-b bg-sunken p-0 font-medium', className)}
    >
      <button
        type="button"
        onClick={() => onSort(column)}
        className={classNames(
          'group flex h-8 w-full items-center gap-1 whitespace-nowrap text-xs hover:text-ink focus-visible:-outline-offset-2',
          sorted ? 'text-ink' : 'text-ink-muted',
          alignRight && 'flex-row-reverse',
        )}
      >
        {messages.columns[column]}
        <Arrow aria-hidden className={classNames('size-3', !sorted && 'opacity-0 group-hover:opacity-60')} />
      </button>
    </th>
  );
}
