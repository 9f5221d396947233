import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordedPods } from '../../testing/recordings.ts';
import { decodeMessage, readEnvelope } from './decode-message.ts';
import { MessageEncoder, NotEncodableError } from './encode-message.ts';
import { flag, inline, int, list, type Message, map, one, optionalInt, time } from './message.ts';
import { ObjectProtobuf } from './object-protobuf.ts';
import { podMessage } from './pod-messages.ts';

const INNER: Message = { 1: one('text'), 5: int('count') };
const MESSAGE: Message = {
  1: one('first'),
  2: list('all', INNER),
  3: map('byName'),
  4: optionalInt('maybe'),
  17: flag('isSo'),
  300: time('at'),
  9: inline({ 1: one('inner') }),
};

test('what is encoded decodes to the same', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 });
  const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const object = fc.record(
    {
      first: text,
      all: fc.array(fc.record({ text, count }), { minLength: 1, maxLength: 5 }),
      byName: fc.dictionary(text, text, { minKeys: 1, noNullPrototype: true }),
      maybe: fc.nat(),
      isSo: fc.boolean(),
      at: fc
        .integer({ min: 1, max: Date.parse('9999-12-31T23:59:59Z') / 1000 })
        .map((seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`),
      inner: text,
    },
    { requiredKeys: [] },
  );
  const encoder = new MessageEncoder(MESSAGE);
  fc.assert(
    fc.property(object, (value) => {
      expect(decodeMessage(encoder.encode(value), MESSAGE, 'refuse')).toEqual(value);
    }),
  );
});

test('negative numbers have 64 bits', () => {
  expect(new MessageEncoder({ 1: int('code') }).encode({ code: -2 }).toString('hex')).toBe(
    '08feffffffffffffffff01',
  );
});

test.each([
  { first: 1 },
  { unknown: 1 },
  { all: 7 },
  { all: [{ unknown: 1 }] },
  { isSo: 'yes' },
  { at: 'soon' },
  { maybe: 0.5 },
])('%j cannot be encoded', (value) => {
  expect(() => new MessageEncoder(MESSAGE).encode(value)).toThrow(NotEncodableError);
});

test('every pod of a real cluster is encoded without loss', () => {
  const protobuf = new ObjectProtobuf();
  for (const pod of recordedPods()) {
    const { apiVersion, kind, raw } = readEnvelope(protobuf.whole(pod));
    const decoded = { apiVersion, kind, ...decodeMessage(raw, podMessage, 'refuse') };
    expect(withoutZeros(decoded)).toEqual(withoutZeros(pod));
  }
});

/** Without what protobuf does not tell from nothing. */
function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withoutZeros(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== 0 && inner !== '' && inner !== false));
}
