/** The metrics as a Markdown table for docs/metrics.md. */

import { METRICS, type MetricSpec } from './catalog.ts';

const BEGIN = '<!-- metrics -->';
const END = '<!-- /metrics -->';

/** One row for each metric: name, type, labels with their values, and what it says. */
export function metricsTable(): string {
  const specs: readonly MetricSpec[] = Object.values(METRICS);
  const rows = [
    ['Name', 'Type', 'Labels', 'Meaning'],
    ...specs.map(({ name, type, labels = {}, help }) => [
      `\`${name}\``,
      type,
      Object.entries(labels)
        .map(([label, values]) => `\`${label}\`: ${values}`)
        .join('<br>'),
      help,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  return [...rows.slice(0, 1), rule, ...rows.slice(1)].map((cells) => line(cells, widths)).join('\n');
}

/**
 * Replaces the table between the two marks of a document.
 * @throws Error when the document has no marks
 */
export function withMetricsTable(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document has no place for the table: ${BEGIN} ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n${metricsTable()}\n${document.slice(end)}`;
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
}
