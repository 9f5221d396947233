/** Encodes the JSON form of Kubernetes' types as protobuf. */

import { BackwardWriter } from './backward-writer.ts';
import { MAGIC, RAW, TYPE, TYPE_META } from './envelope.ts';
import { type Field, type FieldType, type Message, one } from './message.ts';

/** The object has a field that its message does not have, or a value that is not of the field's type. */
export class NotEncodableError extends Error {}

const VARINT = 0;
const DELIMITED = 2;

/** Encodes objects of one message type. */
export class MessageEncoder {
  readonly #plan: Plan;
  readonly #writer = new BackwardWriter();

  constructor(message: Message) {
    this.#plan = planOf(message);
  }

  /** @throws NotEncodableError */
  encode(object: object): Buffer {
    this.#writer.reset();
    writeObject(this.#writer, this.#plan, object as JsonObject);
    return this.#writer.take();
  }
}

/** An object as a whole body. @param parts its encoded fields, one after the other */
export function framed(apiVersion: string, kind: string, parts: readonly Buffer[]): Buffer {
  const writer = new BackwardWriter();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  writer.varint(length);
  writer.varint(RAW * 8 + DELIMITED);
  writeNested(writer, TYPE, (into) => writeObject(into, TYPE_META_PLAN, { apiVersion, kind }));
  // The encodings of content, which Kubernetes leaves empty.
  const end = Buffer.from([3 * 8 + DELIMITED, 0, 4 * 8 + DELIMITED, 0]);
  return Buffer.concat([MAGIC, writer.take(), ...parts, end]);
}

/** Room for a field's number and length. */
const HEAD_BYTES = 16;

/** A field with a text, or with a message that is encoded already. */
export function fieldOf(number: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const head = new BackwardWriter(HEAD_BYTES);
  head.varint(bytes.length);
  head.varint(number * 8 + DELIMITED);
  return Buffer.concat([head.take(), bytes]);
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A message type, prepared for encoding. */
interface Plan {
  /** The last field comes first, because it is written first. */
  readonly fields: readonly PlannedField[];
  /** Names of all fields, also of inlined messages. */
  readonly names: ReadonlySet<string>;
}

interface PlannedField {
  readonly number: number;
  readonly field: Field;
  /** Undefined: the type is no message. */
  readonly nested: Plan | undefined;
}

function planOf(message: Message): Plan {
  const fields = Object.entries(message as Record<string, Field>)
    .map(([number, field]) => ({
      number: Number(number),
      field,
      nested: typeof field.type === 'object' ? planOf(field.type) : undefined,
    }))
    .sort((a, b) => b.number - a.number);
  const names = fields.flatMap(({ field, nested }) =>
    field.name === '' && nested !== undefined ? [...nested.names] : [field.name],
  );
  return { fields, names: new Set(names) };
}

const TYPE_META_PLAN = planOf(TYPE_META);
const TEXT = planOf({ 1: one('text') });
const SECONDS = planOf({ 1: one('seconds', 'int') });

function writeObject(writer: BackwardWriter, plan: Plan, object: JsonObject): void {
  for (const name in object) {
    if (!plan.names.has(name)) throw new NotEncodableError(`no protobuf field for "${name}"`);
  }
  writeFields(writer, plan, object);
}

function writeFields(writer: BackwardWriter, plan: Plan, object: JsonObject): void {
  for (const planned of plan.fields) {
    const { field, nested, number } = planned;
    if (field.name === '' && nested !== undefined) {
      writeNested(writer, number, (into) => writeFields(into, nested, object));
      continue;
    }
    const value = object[field.name];
    if (value === undefined || (value === null && field.type !== 'time')) continue;
    if (field.many === 'list') {
      if (!Array.isArray(value)) throw new NotEncodableError(`"${field.name}" is no list`);
      for (let index = value.length - 1; index >= 0; index -= 1) writeValue(writer, planned, value[index]);
    } else if (field.many === 'map') writeMap(writer, planned, value as JsonObject);
    else writeValue(writer, planned, value);
  }
}

/** Entries are messages with key and value, sorted by key. */
function writeMap(writer: BackwardWriter, planned: PlannedField, value: JsonObject): void {
  for (const key of Object.keys(value).sort().reverse()) {
    writeNested(writer, planned.number, (into) => {
      writeValue(into, { ...planned, number: 2 }, value[key]);
      writeText(into, 1, key);
    });
  }
}

function writeValue(writer: BackwardWriter, { number, field, nested }: PlannedField, value: unknown): void {
  if (nested !== undefined) {
    writeNested(writer, number, (into) => writeObject(into, nested, objectFrom(value)));
    return;
  }
  switch (field.type as Exclude<FieldType, Message>) {
    case 'string':
    case 'string-pointer':
      writeText(writer, number, value);
      return;
    case 'quantity':
      writeNested(writer, number, (into) => writeObject(into, TEXT, { text: String(value) }));
      return;
    case 'raw-json':
      writeNested(writer, number, (into) => writeObject(into, TEXT, { text: JSON.stringify(value) }));
      return;
    case 'time':
      writeNested(writer, number, (into) => writeObject(into, SECONDS, { seconds: secondsOf(value) }));
      return;
    case 'bool':
    case 'bool-pointer':
      if (typeof value !== 'boolean') throw new NotEncodableError(`"${field.name}" is no truth value`);
      writeNumber(writer, number, value ? 1 : 0);
      return;
    default:
      if (!Number.isSafeInteger(value)) throw new NotEncodableError(`"${field.name}" is no whole number`);
      writeNumber(writer, number, value as number);
  }
}

function writeNested(writer: BackwardWriter, number: number, write: (writer: BackwardWriter) => void): void {
  const before = writer.size;
  write(writer);
  writer.varint(writer.size - before);
  writer.varint(number * 8 + DELIMITED);
}

function writeText(writer: BackwardWriter, number: number, value: unknown): void {
  if (typeof value !== 'string') throw new NotEncodableError(`field ${number} is no text`);
  writeNested(writer, number, (into) => into.text(value));
}

function writeNumber(writer: BackwardWriter, number: number, value: number): void {
  writer.varint(value);
  writer.varint(number * 8 + VARINT);
}

function objectFrom(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null) throw new NotEncodableError('a value is no object');
  return value as JsonObject;
}

/** Undefined for the zero time. */
function secondsOf(value: unknown): number | undefined {
  if (value === null) return undefined;
  const seconds = Math.floor(Date.parse(String(value)) / 1000);
  if (Number.isNaN(seconds)) throw new NotEncodableError('a value is no time');
  return seconds;
}
