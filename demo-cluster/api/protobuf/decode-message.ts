/** Decodes messages in protobuf's wire format into the JSON form of Kubernetes' types. */

import { badRequest } from '../../objects/status-error.ts';
import { timestamp } from '../../objects/timestamp.ts';
import { MAGIC, RAW, TYPE, TYPE_META } from './envelope.ts';
import { type Field, type FieldType, type Message, one, optionalInt } from './message.ts';

/** What to do with a field that the type does not have: drop it, as a server of another version does, or refuse the body. */
export type Unknown = 'skip' | 'refuse';

type Value =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'bytes'; readonly bytes: Buffer };

export interface Envelope {
  readonly apiVersion: string;
  readonly kind: string;
  readonly raw: Buffer;
}

/** The wrapper of every body (`runtime.Unknown`). @throws StatusError 400 */
export function readEnvelope(body: Buffer): Envelope {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) throw malformed();
  let type: { apiVersion?: string; kind?: string } = {};
  let raw: Buffer = Buffer.alloc(0);
  for (const { number, value } of valuesIn(body.subarray(MAGIC.length))) {
    if (value?.kind !== 'bytes') continue;
    if (number === TYPE) type = decodeMessage(value.bytes, TYPE_META, 'skip');
    else if (number === RAW) raw = value.bytes;
  }
  const { apiVersion = '', kind = '' } = type;
  return { apiVersion, kind, raw };
}

/**
 * Never throws but StatusError 400.
 * @param result to fill
 */
export function decodeMessage(
  bytes: Buffer,
  message: Message,
  unknown: Unknown,
  result: Record<string, unknown> = {},
): Record<string, unknown> {
  for (const { number, value } of valuesIn(bytes)) {
    const field = message[number];
    if (field === undefined || value === undefined) {
      if (unknown === 'refuse') throw badRequest(`the demo cluster does not know protobuf field ${number}`);
      continue;
    }
    put(result, field, value, unknown);
  }
  return result;
}

function put(into: Record<string, unknown>, field: Field, value: Value, unknown: Unknown): void {
  const { name, type, many } = field;
  if (name === '' && typeof type === 'object') {
    decodeMessage(bytesOf(value), type, unknown, into);
  } else if (many === 'list') {
    into[name] = [...((into[name] as unknown[] | undefined) ?? []), decodeValue(type, value, unknown)];
  } else if (many === 'map') {
    const entry = decodeMessage(bytesOf(value), entryOf(type), unknown);
    into[name] = { ...(into[name] as object | undefined), [String(entry.key ?? '')]: entry.value ?? '' };
  } else {
    const decoded = decodeValue(type, value, unknown);
    const isZero = decoded === '' || decoded === false || decoded === 0;
    if (isZero && !(typeof type === 'string' && type.endsWith('-pointer'))) delete into[name];
    else into[name] = decoded;
  }
}

function entryOf(type: FieldType): Message {
  return { 1: { name: 'key', type: 'string' }, 2: { name: 'value', type } };
}

function decodeValue(type: FieldType, value: Value, unknown: Unknown): unknown {
  if (typeof type === 'object') return decodeMessage(bytesOf(value), type, unknown);
  switch (type) {
    case 'string':
    case 'string-pointer':
      return bytesOf(value).toString('utf8');
    case 'quantity':
      return decodeMessage(bytesOf(value), { 1: { name: 'string', type: 'string' } }, unknown).string ?? '0';
    case 'bool':
    case 'bool-pointer':
      return numberOf(value) !== 0;
    case 'int':
    case 'int-pointer':
      return numberOf(value);
    case 'time':
      return timeOf(decodeMessage(bytesOf(value), SECONDS, 'skip').seconds);
    case 'raw-json':
      return rawJson(decodeMessage(bytesOf(value), RAW_JSON, 'skip').text);
    default:
      return type satisfies never;
  }
}

const SECONDS: Message = { 1: optionalInt('seconds') };
const RAW_JSON: Message = { 1: one('text') };

/** `null` for the zero time, which has no seconds. */
function timeOf(seconds: unknown): string | null {
  if (typeof seconds !== 'number') return null;
  if (seconds * 1000 > LAST_MOMENT) throw malformed();
  return timestamp(seconds * 1000);
}

/** The last one that RFC 3339 can say. */
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59Z');

function rawJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw malformed();
  }
}

function bytesOf(value: Value): Buffer {
  if (value.kind !== 'bytes') throw malformed();
  return value.bytes;
}

function numberOf(value: Value): number {
  if (value.kind !== 'number') throw malformed();
  return value.number;
}

/** Each field in its order. `value` is undefined for fixed-size numbers, which no type here has. */
function* valuesIn(bytes: Buffer): Generator<{ readonly number: number; readonly value: Value | undefined }> {
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    at = tag.end;
    const number = Math.floor(tag.value / 8);
    switch (tag.value % 8) {
      case 0: {
        const { value, end } = varint(bytes, at);
        at = end;
        yield { number, value: { kind: 'number', number: value } };
        break;
      }
      case 1:
        at += 8;
        yield { number, value: undefined };
        break;
      case 2: {
        const length = varint(bytes, at);
        at = length.end + length.value;
        if (at > bytes.length) throw malformed();
        yield { number, value: { kind: 'bytes', bytes: bytes.subarray(length.end, at) } };
        break;
      }
      case 5:
        at += 4;
        yield { number, value: undefined };
        break;
      default:
        throw malformed();
    }
  }
  if (at !== bytes.length) throw malformed();
}

/** Numbers above 2^53 lose precision, and no type here has negative ones. */
function varint(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) throw malformed();
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  throw malformed();
}

const malformed = () => badRequest('the protobuf body is malformed');
