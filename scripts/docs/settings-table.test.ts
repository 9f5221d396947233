import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { SETTINGS } from '#server/config/schema.ts';
import { settingsTable, withSettingsTable } from './settings-table.ts';

test('has a row for each setting', () => {
  const table = settingsTable();
  for (const spec of Object.values(SETTINGS)) expect(table).toContain(`| \`${spec.env}\` `);
});

test('the README has what npm run docs:settings writes', async () => {
  const document = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  expect(document).toBe(withSettingsTable(document));
});
