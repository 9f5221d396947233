/** Reads fields of a kubeconfig that was parsed with every scalar as text. */

export type Fields = Readonly<Record<string, unknown>>;

/** Why an entry cannot be used. Its message completes "Context X can't be used: ..." and quotes no secret. */
export class UnusableEntryError extends Error {}

/** The object, or undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/**
 * The text of a field; undefined if it is missing, empty or null.
 * @throws UnusableEntryError for a list or an object
 */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'string') throw new UnusableEntryError(`${name} is not text`);
  return value;
}

/** @throws UnusableEntryError if the field is not a boolean of YAML 1.1, which kubectl reads */
export function flagOf(fields: Fields, name: string): boolean {
  const text = textOf(fields, name);
  if (text === undefined || /^(false|no|off|n)$/i.test(text)) return false;
  if (/^(true|yes|on|y)$/i.test(text)) return true;
  throw new UnusableEntryError(`${name} is neither true nor false`);
}

/** @throws UnusableEntryError if the field is not a list of texts */
export function textsOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (isAbsent(value)) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new UnusableEntryError(`${name} is not a list of texts`);
  }
  return value;
}

/** PEM text of a field in base64. @throws UnusableEntryError if it is not base64 of PEM */
export function pemOf(fields: Fields, name: string): string | undefined {
  const text = textOf(fields, name)?.replace(/\s+/g, '');
  if (text === undefined) return undefined;
  const pem = Buffer.from(text, 'base64').toString('utf8');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || !pem.includes('-----BEGIN ')) {
    throw new UnusableEntryError(`${name} is not a PEM file in base64`);
  }
  return pem;
}

/** True for a missing value, and for an empty one or null, which is text here. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'null' || value === '~';
}
