'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';
import { podsCatalog } from '../../catalog.ts';
import { type PodSort, sortColumns } from './pod-sort.ts';

/** Chooses the order in a narrow window, where cards have no column headers. */
export const SortSelect = memo(function SortSelect({
  sort,
  onSort,
}: {
  sort: PodSort;
  onSort: (sort: PodSort) => void;
}) {
  const messages = useMessages(podsCatalog);
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <div className="flex shrink-0 items-center gap-1 md:hidden">
      <ChoiceSelect
        label={messages.sort}
        value={sort.column}
        choices={sortColumns.map((column) => ({ value: column, label: messages.columns[column] }))}
        onChoose={(column) => onSort({ ...sort, column })}
      />
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
});
