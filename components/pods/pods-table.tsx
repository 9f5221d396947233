'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { messages } from './messages.ts';
import { PodRow } from './pod-row.tsx';
import type { PodSort, SortColumn } from './pod-sort.ts';
import { SortHeader } from './sort-header.tsx';

/** Height of a row of the table; a card is measured once it is there. */
const ROW_PX = 41;
const COLUMN_COUNT = 8;
/** What the server renders, which knows no window: about the rows of a large screen. */
const SERVER_RECT = { width: 1440, height: 1200 };

export interface PodsTableProps {
  /** Filtered and in order. */
  readonly pods: readonly Pod[];
  readonly context: string | undefined;
  readonly showNamespace: boolean;
  readonly sort: PodSort;
  readonly onSort: (column: SortColumn) => void;
}

/** The pods as a table; only the rows in sight exist, between two spacers, so that 10,000 pods scroll well. */
export function PodsTable({ pods, context, showNamespace, sort, onSort }: PodsTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: pods.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => pods[index]?.uid ?? index,
    estimateSize: () => ROW_PX,
    initialRect: SERVER_RECT,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    <section
      ref={scroller}
      aria-label={messages.table}
      className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden border-line border-t bg-surface focus-visible:-outline-offset-2"
    >
      <table
        aria-label={messages.table}
        aria-rowcount={pods.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-left max-md:block"
      >
        <thead className="max-md:sr-only">
          <tr aria-rowindex={1}>
            <SortHeader column="name" sort={sort} onSort={onSort} className="pr-3 pl-4" />
            <SortHeader
              column="namespace"
              sort={sort}
              onSort={onSort}
              className={classNames('w-36 px-3', !showNamespace && 'hidden')}
            />
            <SortHeader column="status" sort={sort} onSort={onSort} className="w-56 px-3 min-[1400px]:w-80" />
            <SortHeader
              column="containers"
              sort={sort}
              onSort={onSort}
              className="w-32 px-3 md:max-lg:hidden xl:w-40"
            />
            <SortHeader
              column="restarts"
              sort={sort}
              onSort={onSort}
              className="w-24 px-3 md:max-lg:hidden"
              alignRight
            />
            <SortHeader column="age" sort={sort} onSort={onSort} className="w-20 px-3" alignRight />
            <SortHeader column="node" sort={sort} onSort={onSort} className="w-36 px-3 max-xl:hidden" />
            <th scope="col" className="sticky top-0 z-10 w-32 border-line border-b bg-sunken">
              <span className="sr-only">{messages.shellColumn}</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          <Spacer height={before} />
          {items.map((item) => {
            const pod = pods[item.index];
            return (
              pod !== undefined && (
                <PodRow
                  key={item.key}
                  pod={pod}
                  index={item.index}
                  context={context}
                  showNamespace={showNamespace}
                  measure={virtualizer.measureElement}
                />
              )
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </section>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="max-md:block">
      <td colSpan={COLUMN_COUNT} className="p-0 max-md:block" style={{ height }} />
    </tr>
  );
}
