/** The chart's values as a Markdown table for its README. */

import { alignedTable } from '#server/config/settings-table.ts';
import { type ChartValue, chartValues, type JsonSchema, schemaOf } from './chart-values.ts';

const BEGIN = '<!-- values -->';
const END = '<!-- /values -->';

/** One row for each value: name, type, default, and the comment of values.yaml. */
export function valuesTable(values: string, schema: JsonSchema): string {
  const rows = chartValues(values, schema).map((value) => [
    `\`${value.path}\``,
    shownType(value, schema),
    shownDefault(value.fallback),
    value.comment,
  ]);
  return alignedTable([['Value', 'Type', 'Default', 'Meaning'], ...rows]);
}

/**
 * Replaces the table between the two marks of a document.
 * @throws Error when the document has no marks
 */
export function withValuesTable(document: string, values: string, schema: JsonSchema): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document has no place for the table: ${BEGIN} ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n${valuesTable(values, schema)}\n${document.slice(end)}`;
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
