/** The settings as a Markdown table for docs/settings.md. */

import { SETTINGS } from './schema.ts';

const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

/** One row for each setting: name, default, unit, meaning and accepted values. */
export function settingsTable(): string {
  const settings = Object.values(SETTINGS).map((spec) => [
    `\`${spec.env}\``,
    shownDefault(spec.fallback),
    spec.unit,
    `${spec.meaning} Must be ${spec.must}.${spec.isSecret ? ` \`${spec.env}_FILE\` may name a file that holds it instead.` : ''}`,
  ]);
  return alignedTable([['Name', 'Default', 'Unit', 'Meaning'], ...settings]);
}

/** A Markdown table of these rows, the first of which is its head. Aligned like the formatter does. */
export function alignedTable(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...escaped.map((cells) => cells[column]?.length ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return [...escaped.slice(0, 1), rule, ...escaped.slice(1)].map((cells) => line(cells, widths)).join('\n');
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
