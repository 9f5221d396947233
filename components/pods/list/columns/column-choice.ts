/** Which columns the table shows. */

import { type OptionalColumn, type PodColumn, podColumns } from './pod-columns.tsx';

/** The columns that the user can switch on and off, in order. */
export const optionalColumns: readonly OptionalColumn[] = podColumns.flatMap((column) =>
  column.shown === 'always' ? [] : [column.id],
);

/** Undefined: the usual columns, as many as fit into the window. */
export type ColumnChoice = readonly OptionalColumn[] | undefined;

/**
 * A shown column, and the class that hides it in a narrow window. A table with chosen columns scrolls sideways instead,
 * and the class keeps the last one in sight: not otherwise, because each such cell costs each frame a layer.
 */
export interface ShownColumn {
  readonly column: PodColumn;
  readonly place: string;
}

/** In order. */
export type ShownColumns = readonly ShownColumn[];

/** @param oneNamespace true: all rows have the same namespace, so that column is shown only if chosen */
export function shownColumns(choice: ColumnChoice, oneNamespace: boolean): ShownColumns {
  const isShown = (column: (typeof podColumns)[number]) => {
    if (column.shown === 'always') return true;
    if (choice !== undefined) return choice.includes(column.id);
    return column.shown === 'usual' && !(column.id === 'namespace' && oneNamespace);
  };
  return podColumns.filter(isShown).map((column: PodColumn) => ({
    column,
    place: (choice === undefined ? column.hide : column.stick) ?? '',
  }));
}

/** The width below which a table with chosen columns scrolls sideways, in rem; 0 when it always fits. */
export function tableWidth(choice: ColumnChoice): number {
  if (choice === undefined) return 0;
  return shownColumns(choice, false).reduce((sum, { column }) => sum + column.rem, 0);
}

/** The choice after toggling one column. */
export function toggleColumn(shown: ShownColumns, column: OptionalColumn): readonly OptionalColumn[] {
  return optionalColumns.filter((other) => isShown(shown, other) !== (other === column));
}

export function isShown(shown: ShownColumns, id: OptionalColumn): boolean {
  return shown.some(({ column }) => column.id === id);
}

/** Decodes a stored choice; unknown columns are left out. */
export function decodeColumns(text: string): ColumnChoice {
  if (text === '') return undefined;
  const names = new Set(text.split('.'));
  return optionalColumns.filter((column) => names.has(column));
}

/** The choice as a text to store; `none` when every optional column is off. */
export function encodeColumns(columns: readonly OptionalColumn[]): string {
  return columns.length === 0 ? 'none' : columns.join('.');
}
