/**
 * Decodes reviews in Kubernetes' protobuf encoding, which kubectl uses for `auth can-i` and `auth whoami`.
 * Answers are JSON, which every client accepts.
 */

import { badRequest } from '../objects/status-error.ts';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Every body starts with these bytes. */
const MAGIC = Buffer.from('k8s\0');

/** A message type: name and nested message type by field number. Without a nested type the field is a string. */
interface Message {
  readonly [field: number]: { readonly name: string; readonly message?: Message };
}

const resourceAttributes: Message = {
  1: { name: 'namespace' },
  2: { name: 'verb' },
  3: { name: 'group' },
  4: { name: 'version' },
  5: { name: 'resource' },
  6: { name: 'subresource' },
  7: { name: 'name' },
};
const nonResourceAttributes: Message = { 1: { name: 'path' }, 2: { name: 'verb' } };
const accessSpec: Message = {
  1: { name: 'resourceAttributes', message: resourceAttributes },
  2: { name: 'nonResourceAttributes', message: nonResourceAttributes },
};

/** By kind. `spec` is field 2 of each review that has one. */
const REVIEWS: Readonly<Record<string, Message>> = {
  SelfSubjectAccessReview: { 2: { name: 'spec', message: accessSpec } },
  SelfSubjectRulesReview: { 2: { name: 'spec', message: { 1: { name: 'namespace' } } } },
  SelfSubjectReview: {},
};

/** The review as its JSON form. @throws StatusError 400 */
export function decodeReview(body: Buffer): Record<string, unknown> {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) throw malformed();
  const envelope = fieldsOf(body.subarray(MAGIC.length));
  const type = fieldsOf(envelope.get(1) ?? Buffer.alloc(0));
  const kind = type.get(2)?.toString('utf8') ?? '';
  const message = REVIEWS[kind];
  if (message === undefined) throw badRequest(`no kind "${kind}" is registered in this path`);
  const apiVersion = type.get(1)?.toString('utf8') ?? '';
  return { apiVersion, kind, ...decodeMessage(envelope.get(2) ?? Buffer.alloc(0), message) };
}

function decodeMessage(bytes: Buffer, message: Message): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [number, value] of fieldsOf(bytes)) {
    const field = message[number];
    if (field === undefined) continue;
    result[field.name] =
      field.message === undefined ? value.toString('utf8') : decodeMessage(value, field.message);
  }
  return result;
}

/** The length-delimited fields by number; other fields are skipped. The last value of a number wins. */
function fieldsOf(bytes: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    at = tag.end;
    switch (tag.value % 8) {
      case 0:
        at = varint(bytes, at).end;
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint(bytes, at);
        at = length.end + length.value;
        if (at > bytes.length) throw malformed();
        fields.set(Math.floor(tag.value / 8), bytes.subarray(length.end, at));
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw malformed();
    }
  }
  if (at !== bytes.length) throw malformed();
  return fields;
}

/** Numbers above 2^53 lose precision; no length or tag is that large. */
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
