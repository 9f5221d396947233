import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replicaId } from '#protocol/replica-ids.ts';
import { decodePassedOn, encodePassedOn } from './passed-on-header.ts';

const hex = (length: number) =>
  fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(...'0123456789abcdef') });

const arrival = fc.record({
  peer: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant(''), fc.constant('::ffff:10.0.0.1')),
  front: fc.record({
    replicaId: fc.tuple(fc.string(), hex(12)).map(([name, nonce]) => replicaId(name, nonce)),
    requestId: fc.oneof(fc.uuid(), hex(32)),
  }),
});

test('is read as it was written, and fits a header', () => {
  fc.assert(
    fc.property(arrival, (value) => {
      const text = encodePassedOn(value);
      expect(text).toMatch(/^[\w-]+$/);
      expect(decodePassedOn([text])).toEqual(value);
    }),
  );
});

test('anything else is nothing, and never throws', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      expect(decodePassedOn(lines)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = Buffer.from(JSON.stringify(value)).toString('base64url');
      expect(decodePassedOn([text])).toBeUndefined();
    }),
  );
});

const GOOD = {
  peer: '192.0.2.1',
  front: { replicaId: 'web-1-0123456789ab', requestId: '0b2f6a3e-0d3c-4e3b-9a55-5a1d6f0c8e11' },
};

test.each([
  ['no address', { ...GOOD, peer: 'localhost' }],
  ['a request id that could carry a text', { ...GOOD, front: { ...GOOD.front, requestId: 'a b' } }],
  ['no replica', { ...GOOD, front: { ...GOOD.front, replicaId: '../web' } }],
  ['no front', { peer: GOOD.peer }],
])('refuses %s', (_what, value) => {
  expect(decodePassedOn([encodePassedOn(GOOD)])).toEqual(GOOD);
  expect(decodePassedOn([Buffer.from(JSON.stringify(value)).toString('base64url')])).toBeUndefined();
});

test('two of them, or none, are nothing', () => {
  const text = encodePassedOn(GOOD);
  expect(decodePassedOn([text, text])).toBeUndefined();
  expect(decodePassedOn(undefined)).toBeUndefined();
});
