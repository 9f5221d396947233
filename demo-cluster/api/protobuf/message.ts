/** Descriptions of message types: enough to turn the JSON form of an object into protobuf, and back. */

/** `pointer` types keep their zero; of the others, Go writes the zero and JSON leaves it out. */
export type FieldType =
  | 'string'
  | 'string-pointer'
  | 'bool'
  | 'bool-pointer'
  | 'int'
  | 'int-pointer'
  | 'quantity'
  /** RFC 3339 in JSON; `null` is the zero time. */
  | 'time'
  /** Any JSON, which protobuf has as text. */
  | 'raw-json'
  | Message;

export interface Field {
  /** '': the fields of the nested message are those of this one, as with Go's inlined structs. */
  readonly name: string;
  readonly type: FieldType;
  /** One value, all of them, or a map from strings. */
  readonly many?: 'list' | 'map';
}

/** A message type: fields by number. */
export interface Message {
  readonly [field: number]: Field;
}

export const one = (name: string, type: FieldType = 'string'): Field => ({ name, type });
export const list = (name: string, type: FieldType = 'string'): Field => ({ name, type, many: 'list' });
export const map = (name: string, type: FieldType = 'string'): Field => ({ name, type, many: 'map' });
/** A Go struct whose fields are those of its owner in JSON. */
export const inline = (type: Message): Field => ({ name: '', type });

export const bool = (name: string): Field => one(name, 'bool');
export const flag = (name: string): Field => one(name, 'bool-pointer');
export const int = (name: string): Field => one(name, 'int');
export const optionalInt = (name: string): Field => one(name, 'int-pointer');
export const time = (name: string): Field => one(name, 'time');
