'use client';

import { memo } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import type { ShownColumns } from './columns/column-choice.ts';

export interface PodRowProps {
  readonly pod: Pod;
  readonly index: number;
  readonly context: string | undefined;
  readonly columns: ShownColumns;
  /** The pod was deleted, and the row only stays until the user no longer points at it. */
  readonly gone: boolean;
  /** Why no shell can be opened in the pod's namespace; undefined if one can. */
  readonly obstacle: string | undefined;
  /** The row has the list's tab stop. */
  readonly isStop: boolean;
  readonly isCompact: boolean;
  /** Measures the row's height for the virtual list. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
}

/** One pod: a row of the table, or a card in a narrow window. */
export const PodRow = memo(function PodRow(props: PodRowProps) {
  const { pod, index, context, columns, gone, obstacle, isStop, isCompact, measure } = props;
  const messages = useMessages(podsCatalog);
  const row = { context, obstacle, isStop, messages };
  return (
    <tr
      ref={measure}
      data-index={index}
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
      {columns.map(({ column, hide }) => (
        <td
          key={column.id}
          title={column.title?.(pod)}
          className={classNames(column.className, hide, column.isIdle?.(pod) && 'max-md:hidden')}
        >
          {column.cell(pod, row)}
        </td>
      ))}
    </tr>
  );
});
