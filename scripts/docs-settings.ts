/** `npm run docs:settings`: writes the settings table into the README. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withSettingsTable } from './docs/settings-table.ts';

const file = join(import.meta.dirname, '..', 'README.md');
await writeFile(file, withSettingsTable(await readFile(file, 'utf8')));
