/** The metrics as a Markdown table for docs/metrics.md. */

import { METRICS, type MetricSpec } from '#server/metrics/catalog.ts';
import { markdownTable, withTable } from './markdown-table.ts';

/** One row for each metric: name, type, labels with their values, and what it says. */
export function metricsTable(): string {
  const specs: readonly MetricSpec[] = Object.values(METRICS);
  return markdownTable([
    ['Name', 'Type', 'Labels', 'Meaning'],
    ...specs.map(({ name, type, labels = {}, help }) => [
      `\`${name}\``,
      type,
      Object.entries(labels)
        .map(([label, values]) => `\`${label}\`: ${values}`)
        .join('<br>'),
      help,
    ]),
  ]);
}

/** The document with the table in its place. @throws Error when it has no place for it */
export function withMetricsTable(document: string): string {
  return withTable(document, 'metrics', metricsTable());
}
