/** The chart's values as a Markdown table for its README. */

import { markdownTable, withTable } from '../docs/markdown-table.ts';
import { type ChartValue, chartValues, type JsonSchema, schemaOf } from './chart-values.ts';

/** One row for each value: name, type, default, and the comment of values.yaml. */
export function valuesTable(values: string, schema: JsonSchema): string {
  const rows = chartValues(values, schema).map((value) => [
    `\`${value.path}\``,
    shownType(value, schema),
    shownDefault(value.fallback),
    value.comment,
  ]);
  return markdownTable([['Value', 'Type', 'Default', 'Meaning'], ...rows]);
}

/** The document with the table in its place. @throws Error when it has no place for it */
export function withValuesTable(document: string, values: string, schema: JsonSchema): string {
  return withTable(document, 'values', valuesTable(values, schema));
}

function shownType({ path }: ChartValue, schema: JsonSchema): string {
  const { type, enum: words, items } = schemaOf(path, schema) ?? {};
  if (words !== undefined) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (type === 'array') return `list of ${plural[String(items?.type)] ?? 'values'}`;
  return [type ?? 'any'].flat().join(' or ');
}

const plural: Readonly<Record<string, string>> = {
  string: 'strings',
  object: 'objects',
  integer: 'integers',
};

function shownDefault(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
