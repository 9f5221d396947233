/** `npm run docs:chart`: writes the table of values into the README of the chart. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHART, readChartFile, readSchema } from './chart/chart-values.ts';
import { withValuesTable } from './chart/values-table.ts';

const file = join(CHART, 'README.md');
await writeFile(
  file,
  withValuesTable(await readFile(file, 'utf8'), readChartFile('values.yaml'), readSchema()),
);
