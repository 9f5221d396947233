/** The settings as a Markdown table for the README. */

import { SETTINGS } from '#server/config/schema.ts';
import { markdownTable, withTable } from './markdown-table.ts';

/** One row for each setting: name, default, unit, meaning and accepted values. */
export function settingsTable(): string {
  const settings = Object.values(SETTINGS).map((spec) => [
    `\`${spec.env}\``,
    shownDefault(spec.fallback),
    spec.unit,
    `${spec.meaning} Must be ${spec.must}.${spec.isSecret ? ` \`${spec.env}_FILE\` may name a file that holds it instead.` : ''}`,
  ]);
  return markdownTable([['Name', 'Default', 'Unit', 'Meaning'], ...settings]);
}

/** The document with the table in its place. @throws Error when it has no place for it */
export function withSettingsTable(document: string): string {
  return withTable(document, 'settings', settingsTable());
}

function shownDefault(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : `\`${value.join(',')}\``;
  return value === '' ? 'empty' : `\`${String(value)}\``;
}
