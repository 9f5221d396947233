/** The settings as a Markdown table for the README. */

import { SETTINGS } from './schema.ts';

/** One row for each setting: name, default, unit, meaning with what values are accepted. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map((spec) =>
    row([`\`${spec.env}\``, shownDefault(spec.fallback), spec.unit, `${spec.meaning} Must be ${spec.must}.`]),
  );
  return [row(['Name', 'Default', 'Unit', 'Meaning']), row(['---', '---', '---', '---']), ...rows].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function shownDefault(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : `\`${value.join(',')}\``;
  return value === '' ? 'empty' : `\`${String(value)}\``;
}
