'use client';

import { useLayoutEffect, useRef } from 'react';
import type { Pod } from '#protocol/api.ts';
import type { PodsContent } from './pods-content.ts';

/** What the table shows. */
export interface TableRows {
  /** Filtered and in order. */
  readonly pods: readonly Pod[];
  /** Identifies filter, order and place. */
  readonly view: string;
}

export interface KeptTable {
  readonly rows: TableRows;
  /** Nothing matches the filter. */
  readonly isHidden: boolean;
}

/**
 * The rows of the table. While nothing matches the filter, it keeps those that it had, hidden: a table that was removed
 * would be made anew when the user takes the last letter back, which takes four times as long as any other key.
 * @param view identifies filter, order and place
 * @returns undefined if there is no table
 */
export function useKeptTable(content: PodsContent, view: string): KeptTable | undefined {
  const last = useRef<TableRows>(undefined);
  const isHidden = content.kind === 'notice' && content.obstacle.kind === 'no-match';
  const rows = content.kind === 'table' ? { pods: content.pods, view } : isHidden ? last.current : undefined;
  useLayoutEffect(() => {
    last.current = rows;
  });
  return rows && { rows, isHidden };
}
