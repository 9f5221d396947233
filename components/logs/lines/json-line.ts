/** Lines that are JSON objects, as structured logging writes them. */

export type JsonField = readonly [name: string, value: string];

/** Most fields that are shown of a line. */
const MOST_FIELDS = 200;

/** Objects within objects are read this deep; what is deeper stays JSON. */
const DEEPEST = 4;

/**
 * The fields of a line that is a JSON object, or ends with one; `a.b` for the field of a field.
 * @returns undefined for any other line
 */
export function jsonFields(plain: string): readonly JsonField[] | undefined {
  const start = plain.indexOf('{');
  if (start < 0 || !plain.trimEnd().endsWith('}')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(plain.slice(start));
  } catch {
    return undefined;
  }
  const fields = fieldsOf(value, '', 1);
  return fields.length === 0 ? undefined : fields.slice(0, MOST_FIELDS);
}

function fieldsOf(value: unknown, name: string, depth: number): readonly JsonField[] {
  if (typeof value === 'string') return [[name, value]];
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || (depth > DEEPEST && name !== '')) return [[name, JSON.stringify(value)]];
  const fields = Object.entries(value);
  if (fields.length === 0 && name !== '') return [[name, '{}']];
  return fields.flatMap(([field, inner]) =>
    fieldsOf(inner, name === '' ? field : `${name}.${field}`, depth + 1),
  );
}
