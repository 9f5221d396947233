'use client';

import { useMemo } from 'react';
import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';
import { type ColumnChoice, decodeColumns, encodeColumns } from './column-choice.ts';

const kept = createKeptText('podshell.columns');

/** The columns that the user has chosen in this browser; undefined on the server. */
export function useColumnChoice(): readonly [ColumnChoice, (next: ColumnChoice) => void] {
  const text = useKeptText(kept) ?? '';
  return [useMemo(() => decodeColumns(text), [text]), change];
}

function change(next: ColumnChoice): void {
  kept.write(next === undefined ? null : encodeColumns(next));
}
