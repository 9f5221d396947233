/** Maps by name as texts for the browser's storage. The entry that changed last is the last; the oldest are dropped. */

/** With the entry of one name set. @param most entries that are kept */
export function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  name: string,
  value: Value,
  most: number,
): ReadonlyMap<string, Value> {
  const others = [...map].filter(([other]) => other !== name);
  return new Map([...others, [name, value] as const].slice(-most));
}

export function encodeMap(map: ReadonlyMap<string, unknown>): string {
  return JSON.stringify([...map]);
}

/**
 * Reads what {@link encodeMap} wrote. Damaged text, and an entry that is none, is left out. Never throws.
 * @param read gives the value of an entry; undefined if it is not valid
 */
export function decodeMap<Value>(
  text: string | null,
  read: (value: unknown) => Value | undefined,
  most: number,
): ReadonlyMap<string, Value> {
  let entries: unknown;
  try {
    entries = JSON.parse(text ?? '');
  } catch {
    return new Map();
  }
  if (!Array.isArray(entries)) return new Map();
  const valid = entries.flatMap((entry: unknown) => {
    const [name, kept]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const value = read(kept);
    return typeof name === 'string' && value !== undefined ? [[name, value] as const] : [];
  });
  return new Map(valid.slice(-most));
}
