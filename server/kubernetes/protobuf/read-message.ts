import type { WireReader } from './wire-reader.ts';

/** Reads a value that is the present field. @param before of the same field, further up */
export type ReadValue<V> = (reader: WireReader, before?: V) => V;

/** Reads the present field into an object. */
export type ReadField<T> = (object: T, reader: WireReader) => void;

/** The fields of a message that are read, by number. */
export type Fields<T> = Readonly<Record<number, ReadField<T>>>;

/** A field and its name in JSON. */
export function as<K extends string, V>(
  name: K,
  read: ReadValue<V>,
): ReadField<{ [Name in K]?: V | undefined }> {
  return (object, reader) => {
    object[name] = read(reader, object[name]);
  };
}

/** A field that may come again and again. */
export function all<V>(read: (reader: WireReader) => V): ReadValue<V[] | undefined> {
  return (reader, before = []) => {
    before.push(read(reader));
    return before;
  };
}

/**
 * Reads messages of one type; fields that it does not name are skipped unread.
 * @param start makes the object. With all fields: objects of one shape are quicker to make and to read.
 */
export function message<T>(start: () => T, fields: Fields<T>): (reader: WireReader) => T {
  return (reader) => readFields(reader, reader.enter(), start(), fields);
}

/** Reads the fields up to `end` into `object`, and returns it. */
export function readFields<T>(reader: WireReader, end: number, object: T, fields: Fields<T>): T {
  while (reader.next(end)) {
    const read = fields[reader.field];
    if (read === undefined) reader.skip();
    else read(object, reader);
  }
  return object;
}

/** What the API server's JSON always has. */
export const text: ReadValue<string> = (reader) => reader.text();
/** Text that JSON leaves out when it is empty, as Kubernetes leaves out most. */
export const textOrNone: ReadValue<string | undefined> = (reader) => reader.text() || undefined;
export const int: ReadValue<number> = (reader) => reader.int();
export const bool: ReadValue<boolean> = (reader) => reader.bool();
