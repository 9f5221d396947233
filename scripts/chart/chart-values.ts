/** The chart's values: what values.yaml and values.schema.json say of each. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isNode, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** The folder of the chart and of what is made from it. */
export const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy');
export const CHART = join(DEPLOY, 'chart');

/** What this project uses of JSON Schema (draft 7). */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: { readonly not?: { readonly enum?: readonly string[] } };
  readonly additionalProperties?: boolean | JsonSchema;
}

/** A value, or a group of values that only the user fills, such as `resources`. */
export interface ChartValue {
  /** For instance `image.tag`. */
  readonly path: string;
  readonly fallback: unknown;
  /** The comment above it; empty if it has none. */
  readonly comment: string;
}

/** Every value of values.yaml, in its order. A group ends where the schema lets users name the keys. */
export function chartValues(text: string, schema: JsonSchema): readonly ChartValue[] {
  const document = parseDocument(text);
  if (!isMap(document.contents)) throw new Error('values.yaml has no values');
  return valuesIn(document.contents, schema, '');
}

/** The schema of a value; undefined if it has none. */
export function schemaOf(path: string, schema: JsonSchema): JsonSchema | undefined {
  return path.split('.').reduce<JsonSchema | undefined>((found, name) => found?.properties?.[name], schema);
}

/** The paths of all values that the schema knows, in its order. */
export function schemaPaths(schema: JsonSchema, prefix = ''): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    isGroup(inner) ? schemaPaths(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

export function readChartFile(name: string): string {
  return readFileSync(join(CHART, name), 'utf8');
}

export function readSchema(): JsonSchema {
  return JSON.parse(readChartFile('values.schema.json'));
}

function valuesIn(map: YAMLMap, schema: JsonSchema, prefix: string): readonly ChartValue[] {
  return map.items.flatMap(({ key, value }, index): readonly ChartValue[] => {
    if (!isScalar(key)) return [];
    const path = `${prefix}${String(key.value)}`;
    const inner = schema.properties?.[String(key.value)];
    if (isMap(value) && inner !== undefined && isGroup(inner)) return valuesIn(value, inner, `${path}.`);
    // The comment above the first key belongs to the map.
    const above = key.commentBefore ?? (index === 0 ? map.commentBefore : undefined) ?? '';
    const comment = above
      .split('\n')
      .map((line) => line.trim())
      .join(' ')
      .trim();
    return [{ path, fallback: isNode(value) ? value.toJSON() : null, comment }];
  });
}

function isGroup({ properties, additionalProperties }: JsonSchema): boolean {
  return properties !== undefined && additionalProperties === false;
}
