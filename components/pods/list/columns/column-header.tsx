'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { podsCatalog } from '../../catalog.ts';
import type { ShownColumn } from './column-choice.ts';
import type { SortColumn } from './pod-columns.tsx';
import { isSortColumn, type PodSort } from './pod-sort.ts';

const HEADER = 'border-line border-b bg-sunken';

/** A column's header: its name, and a sort button if the column can be sorted. */
export const ColumnHeader = memo(function ColumnHeader({
  shown: { column, place },
  sort,
  onSort,
}: {
  shown: ShownColumn;
  sort: PodSort;
  onSort: (column: SortColumn) => void;
}) {
  const messages = useMessages(podsCatalog);
  const { id } = column;
  const label = column.header(messages);
  const className = classNames(HEADER, column.width, place);
  if (id === 'shell') {
    // A sticky column; its buttons have their own names.
    return (
      <th scope="col" className={className}>
        <span className="sr-only">{label}</span>
      </th>
    );
  }
  if (!isSortColumn(id)) {
    return (
      <th scope="col" className={classNames(className, 'font-medium text-ink-muted text-xs')}>
        {label}
      </th>
    );
  }
  const sorted = sort.column === id;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={classNames(className, 'py-0 font-medium')}
    >
      <button
        type="button"
        onClick={() => onSort(id)}
        className={classNames(
          'group flex h-8 w-full items-center gap-1 whitespace-nowrap text-xs hover:text-ink focus-visible:-outline-offset-2',
          sorted ? 'text-ink' : 'text-ink-muted',
          column.alignRight && 'flex-row-reverse',
        )}
      >
        {label}
        <Arrow aria-hidden className={classNames('size-3', !sorted && 'opacity-0 group-hover:opacity-60')} />
      </button>
    </th>
  );
});
