import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { METRICS } from '#server/metrics/catalog.ts';
import { metricsTable, withMetricsTable } from './metrics-table.ts';

test('has a row for each metric', () => {
  const table = metricsTable();
  for (const { name } of Object.values(METRICS)) expect(table).toContain(`| \`${name}\` `);
});

test('docs/metrics.md is what npm run docs:metrics writes', async () => {
  const document = await readFile(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  expect(document).toBe(withMetricsTable(document));
});
