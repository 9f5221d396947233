/** The two body decoders of send requests, fed with chunks of any size. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormDecoder } from './form-decoder.ts';
import { BodyError, MessageDecoder } from './message-decoder.ts';

const LIMITS = { maxMessageBytes: 1000, maxMessagesPerRequest: 10 };

/** Cuts a body at the given places. */
function cut(body: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (body.length + 1)).sort((a, b) => a - b), body.length];
  return edges.slice(1).map((end, index) => body.subarray(edges[index], end));
}

function decode(pieces: readonly Buffer[], limits = LIMITS): string[] {
  const decoder = new MessageDecoder(limits);
  const messages = pieces.flatMap((piece) => decoder.push(piece));
  decoder.finish();
  return messages;
}

function faultOf(body: string, limits = LIMITS): string {
  try {
    decode([Buffer.from(body)], limits);
  } catch (error) {
    if (error instanceof BodyError) return error.fault;
    throw error;
  }
  return 'none';
}

const places = fc.array(fc.nat({ max: 4000 }), { maxLength: 8 });
const text = fc.string({ unit: 'binary', maxLength: 60 });

describe('an array of messages', () => {
  test('is decoded completely however it is chunked', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 10 }), places, fc.nat({ max: 3 }), (messages, cuts, indent) => {
        const body = Buffer.from(JSON.stringify(messages, null, indent));
        expect(decode(cut(body, cuts))).toEqual(messages);
      }),
    );
  });

  test('is accepted exactly when JSON accepts it', () => {
    const body = fc.oneof(
      fc.json({ maxDepth: 2 }),
      fc
        .array(fc.constantFrom('[', ']', '"', ',', '\\', 'a', ' ', '\\"', '"b"', '1', '{}', '\n', 'é'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(body, places, (json, cuts) => {
        const isMessages = (value: unknown) =>
          Array.isArray(value) && value.every((item) => typeof item === 'string');
        let expected: unknown;
        try {
          expected = JSON.parse(json);
        } catch {
          expected = undefined;
        }
        if (isMessages(expected)) expect(decode(cut(Buffer.from(json), cuts))).toEqual(expected);
        else expect(() => decode(cut(Buffer.from(json), cuts))).toThrow(BodyError);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['["x"]', 'none'],
    [JSON.stringify(['x'.repeat(1000)]), 'none'],
    [`["${'\\u0041'.repeat(1000)}"]`, 'none'],
    [JSON.stringify(['x'.repeat(1001)]), 'too-big'],
    [JSON.stringify(['é'.repeat(501)]), 'too-big'],
    [`["${'x'.repeat(100_000)}`, 'too-big'],
    [JSON.stringify(Array(10).fill('')), 'none'],
    [JSON.stringify(Array(11).fill('')), 'too-many'],
    ['["x', 'broken'],
    ['', 'unexpected'],
    ['{}', 'unexpected'],
    ['[["x"]]', 'unexpected'],
  ])('%.40s has the fault %s', (body, fault) => {
    expect(faultOf(body)).toBe(fault);
  });
});

describe('the field d of a form', () => {
  const decodeForm = (pieces: readonly Buffer[]) => {
    const decoder = new FormDecoder();
    const value = pieces.map((piece) => decoder.push(piece));
    return Buffer.concat([...value, decoder.finish()]).toString('utf8');
  };

  test('is decoded completely however the body is chunked', () => {
    const others = fc.array(
      fc.tuple(
        text.filter((name) => name !== 'd'),
        text,
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(text, others, others, places, (value, before, after, cuts) => {
        const body = new URLSearchParams([...before, ['d', value], ...after]).toString();
        expect(decodeForm(cut(Buffer.from(body), cuts))).toBe(value.toWellFormed());
      }),
    );
  });

  test('of any bytes is decoded as by URLSearchParams', () => {
    const parts = fc.array(fc.constantFrom('%', '4', '1', '%41', '+', '%2', 'zz', '%%', '%zz', '=', 'a'));
    fc.assert(
      fc.property(parts, places, (values, cuts) => {
        const value = values.join('');
        const body = `d=${value}&x=y`;
        expect(decodeForm(cut(Buffer.from(body), cuts))).toBe(new URLSearchParams(body).get('d'));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['', ''],
    ['d', ''],
    ['dd=x', ''],
    ['x=d&d', ''],
    ['=x&d=y', 'y'],
    ['d=a&d=b', 'a'],
  ])('of %j is %j', (body, value) => {
    expect(decodeForm([Buffer.from(body)])).toBe(value);
  });
});
