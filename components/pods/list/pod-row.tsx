'use client';

import { memo, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { patchElement } from '#components/ui/plain/patch-element.ts';
import type { Pod } from '#protocol/api.ts';
import { useTime } from '../clock/clock.tsx';
import type { ShownColumns } from './columns/column-choice.ts';
import { type RowContext, rowTime } from './columns/pod-columns.tsx';

export interface PodRowProps extends Omit<RowContext, 'now'> {
  readonly pod: Pod;
  readonly index: number;
  readonly columns: ShownColumns;
  /** The pod was deleted, and the row only stays until the user no longer points at it. */
  readonly gone: boolean;
}

/**
 * One pod: a row of the table, or a card in a narrow window. React renders it once. After that its elements are changed
 * directly, which takes a fraction of the time: a key in the filter changes nearly all rows.
 */
export const PodRow = memo(function PodRow(props: PodRowProps) {
  const { pod, tools } = props;
  const now = useTime((at) => rowTime(pod, at, tools.messages));
  const wanted = rowElement(props, now);
  const element = useRef<HTMLTableRowElement>(null);
  const [rendered] = useState(() => <tr {...wanted.props} ref={element} />);
  const shown = useRef(wanted);
  useLayoutEffect(() => {
    if (element.current !== null) patchElement(element.current, shown.current, wanted);
    shown.current = wanted;
  });
  return rendered;
});

function rowElement(props: PodRowProps, now: number) {
  const { pod, index, columns, gone, isCompact } = props;
  const row = { ...props, now };
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
          {column.cell(pod, row)}
        </td>
      ))}
    </tr>
  );
}
