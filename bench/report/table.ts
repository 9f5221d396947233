/** The results as a table of text. */

import { goalText, isMet, type Measurement, ratioOf } from './measurement.ts';

const HEAD = ['row', 'ours', 'best', 'ratio', 'goal', 'met'] as const;

/** One line per measurement, columns aligned, with notes below. */
export function formatTable(measurements: readonly Measurement[]): string {
  const lines = measurements.map((one) => ({ cells: cellsOf(one), note: one.note }));
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...lines.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  const text = [line(HEAD), widths.map((width) => '-'.repeat(width)).join('  ')];
  for (const { cells, note } of lines) {
    text.push(line(cells));
    if (note !== undefined) text.push(`    ${note}`);
  }
  return text.join('\n');
}

function cellsOf(one: Measurement): string[] {
  const ratio = ratioOf(one);
  const met = isMet(one);
  return [
    one.name,
    quantity(one.ours, one.unit),
    one.best === null ? '-' : quantity(one.best, one.unit),
    ratio === null ? '-' : ratio.toFixed(2),
    goalText(one),
    met === null ? '-' : met ? 'yes' : 'NO',
  ];
}

/** Three significant digits. */
export function quantity(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
