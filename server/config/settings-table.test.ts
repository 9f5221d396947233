import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { SETTINGS } from './schema.ts';
import { settingsTable } from './settings-table.ts';

test('has a row for each setting', () => {
  const table = settingsTable();
  for (const spec of Object.values(SETTINGS)) expect(table).toContain(`| \`${spec.env}\` `);
});

test('the README agrees with the schema', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const written = /<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(readme)?.[1];
  expect(written?.trim()).toBe(settingsTable());
});
