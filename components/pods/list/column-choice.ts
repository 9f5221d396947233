/** Which columns the table has. Name, status and shell always stand. */

export const optionalColumns = [
  'namespace',
  'containers',
  'restarts',
  'age',
  'node',
  'ip',
  'labels',
] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

/** Undefined: as many of the usual ones as the window has room for. */
export type ColumnChoice = readonly OptionalColumn[] | undefined;

/** Width of each column in rem. */
const WIDTHS: Record<OptionalColumn, number> = {
  namespace: 9,
  containers: 10,
  restarts: 6,
  age: 5,
  node: 9,
  ip: 8,
  labels: 16,
};
/** Name, status and shell, where they are widest. */
const FIXED_REM = 20 + 20 + 8;

/** Where the usual columns give way when nobody has chosen. */
const GIVES_WAY: Partial<Record<OptionalColumn, string>> = {
  containers: 'md:max-lg:hidden',
  restarts: 'md:max-lg:hidden',
  node: 'max-xl:hidden',
};
const UNUSUAL: ReadonlySet<OptionalColumn> = new Set(['ip', 'labels']);

/** For each column that is shown, in order, the class that hides it where there is no room for it. */
export type ShownColumns = ReadonlyMap<OptionalColumn, string>;

/** @param oneNamespace its column would say the same in each row, so it stands only when chosen */
export function shownColumns(choice: ColumnChoice, oneNamespace: boolean): ShownColumns {
  const shown = new Map<OptionalColumn, string>();
  for (const column of optionalColumns) {
    if (choice !== undefined) {
      if (choice.includes(column)) shown.set(column, '');
    } else if (!UNUSUAL.has(column) && !(column === 'namespace' && oneNamespace)) {
      shown.set(column, GIVES_WAY[column] ?? '');
    }
  }
  return shown;
}

/** The width below which a table with chosen columns scrolls sideways, in rem; 0 when it always fits. */
export function tableWidth(choice: ColumnChoice): number {
  return choice === undefined ? 0 : choice.reduce((sum, column) => sum + WIDTHS[column], FIXED_REM);
}

/** The choice with one column more or less. */
export function toggleColumn(shown: ShownColumns, column: OptionalColumn): readonly OptionalColumn[] {
  return optionalColumns.filter((other) => shown.has(other) !== (other === column));
}

/** Reads a choice that was kept; what is unknown in it is left out. */
export function decodeColumns(text: string): ColumnChoice {
  if (text === '') return undefined;
  const names = new Set(text.split('.'));
  return optionalColumns.filter((column) => names.has(column));
}

/** The choice as a text to keep; `none` when every optional column is off. */
export function encodeColumns(columns: readonly OptionalColumn[]): string {
  return columns.length === 0 ? 'none' : columns.join('.');
}
