/** The settings as a Markdown table for docs/settings.md. */

import { SETTINGS } from './schema.ts';

const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

/** One row for each setting: name, default, unit, meaning and accepted values. Aligned like the formatter does. */
export function settingsTable(): string {
  const settings = Object.values(SETTINGS).map((spec) => [
    `\`${spec.env}\``,
    shownDefault(spec.fallback),
    spec.unit,
    `${spec.meaning} Must be ${spec.must}.${spec.isSecret ? ` \`${spec.env}_FILE\` may name a file that holds it instead.` : ''}`,
  ]);
  const rows = [['Name', 'Default', 'Unit', 'Meaning'], ...settings].map((cells) =>
    cells.map((cell) => cell.replaceAll('|', '\\|')),
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  return [...rows.slice(0, 1), rule, ...rows.slice(1)].map((cells) => line(cells, widths)).join('\n');
}

/**
 * Replaces the table between the two marks of a document.
 * @throws Error when the document has no marks
 */
export function withSettingsTable(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document has no place for the table: ${BEGIN} ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n${settingsTable()}\n${document.slice(end)}`;
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
}

function shownDefault(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : `\`${value.join(',')}\``;
  return value === '' ? 'empty' : `\`${String(value)}\``;
}
