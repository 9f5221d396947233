/** Fields of JSON lines as columns: which there are, and how wide each is. */

import { type JsonField, jsonFields } from './json-line.ts';
import type { LogLine } from './log-line.ts';

export interface LogColumn {
  /** The field's name, as {@link jsonFields} gives it. */
  readonly name: string;
  /** In characters. */
  readonly width: number;
}

/** The newest lines, which stand for all: each must be parsed. */
const SAMPLE = 200;

/** Most names that are offered. */
const MOST_NAMES = 100;

const NARROWEST = 4;
const WIDEST = 40;

/** Names of fields in the newest lines, the most frequent first. */
export function fieldNames(lines: readonly Pick<LogLine, 'plain'>[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const fields of sampled(lines))
    for (const [name] of fields) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_NAMES)
    .map(([name]) => name);
}

/** Columns as wide as the values of the newest lines, within limits. */
export function columnsOf(
  names: readonly string[],
  lines: readonly Pick<LogLine, 'plain'>[],
): readonly LogColumn[] {
  const widths = new Map(names.map((name) => [name, Math.max(NARROWEST, name.length)]));
  for (const fields of sampled(lines)) {
    for (const [name, { length }] of fields) {
      const width = widths.get(name);
      if (width !== undefined && length > width) widths.set(name, length);
    }
  }
  return names.map((name) => ({ name, width: Math.min(WIDEST, widths.get(name) ?? WIDEST) }));
}

/** The values of a line in these columns, '' for none; undefined for a line that has none of them. */
export function cellsOf(plain: string, columns: readonly LogColumn[]): readonly string[] | undefined {
  const fields = jsonFields(plain);
  if (fields === undefined) return undefined;
  const values = new Map(fields);
  if (!columns.some(({ name }) => values.has(name))) return undefined;
  return columns.map(({ name }) => values.get(name) ?? '');
}

/** The names with one moved by a step, up (-1) or down (1); the same at an end. */
export function movedColumn(names: readonly string[], name: string, step: -1 | 1): readonly string[] {
  const from = names.indexOf(name);
  const to = from + step;
  if (from < 0 || to < 0 || to >= names.length) return names;
  return names.toSpliced(from, 1).toSpliced(to, 0, name);
}

function sampled(lines: readonly Pick<LogLine, 'plain'>[]): readonly (readonly JsonField[])[] {
  return lines.slice(-SAMPLE).flatMap(({ plain }) => {
    const fields = jsonFields(plain);
    return fields === undefined ? [] : [fields];
  });
}
