/** `npm run docs:metrics`: writes the table of metrics into docs/metrics.md. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withMetricsTable } from './docs/metrics-table.ts';

const file = join(import.meta.dirname, '..', 'docs', 'metrics.md');
await writeFile(file, withMetricsTable(await readFile(file, 'utf8')));
