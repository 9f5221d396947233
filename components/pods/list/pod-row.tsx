'use client';

import { memo } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import type { ShownColumns } from './columns/column-choice.ts';
import type { RowContext } from './columns/pod-columns.tsx';

export interface PodRowProps extends RowContext {
  readonly pod: Pod;
  readonly index: number;
  readonly columns: ShownColumns;
  /** The pod was deleted, and the row only stays until the user no longer points at it. */
  readonly gone: boolean;
}

/** One pod: a row of the table, or a card in a narrow window. */
export const PodRow = memo(function PodRow(props: PodRowProps) {
  const { pod, index, columns, gone, isCompact } = props;
  return (
    <tr
      data-uid={pod.uid}
      data-pod={`${pod.namespace}/${pod.name}`}
      aria-rowindex={index + 2}
      className={classNames(
        'group bg-surface hover:bg-hover has-focus-visible:bg-hover max-md:border-line max-md:border-b md:*:border-line md:*:border-b',
        'max-md:relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3',
        isCompact ? 'md:h-8' : 'md:h-10',
        gone && 'line-through *:opacity-60',
      )}
    >
      {columns.map(({ column, place }) => (
        <td
          key={column.id}
          title={column.title?.(pod)}
          className={classNames(column.className, place, column.isIdle?.(pod) && 'max-md:hidden')}
        >
          {column.cell(pod, props)}
        </td>
      ))}
    </tr>
  );
});
