import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeClientMessage, encodeMessage } from '#protocol/messages.ts';
import { plainTyped } from './plain-typed.ts';

/** Characters that a JSON string holds as they are. */
const plain = fc.string({ unit: 'grapheme-ascii', maxLength: 32 }).filter((text) => !/["\\]/.test(text));

test('reads what a key sends', () => {
  fc.assert(
    fc.property(plain, (Data) => {
      expect(plainTyped(encodeMessage({ Op: 'stdin', Data }))).toBe(Data);
    }),
  );
});

test('reads nothing that the parser would read otherwise', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '{"Op":"stdin","Data":"',
      '"}',
      '"',
      '\\',
      '\\u0061',
      ',"Binary":true',
      ',"Op":"close"',
      '{',
      '}',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const framed = text.map((inner) => `{"Op":"stdin","Data":"${inner}"}`);
  fc.assert(
    fc.property(fc.oneof(text, framed), (message) => {
      const typed = plainTyped(message);
      if (typed !== undefined) expect(decodeClientMessage(message)).toEqual({ Op: 'stdin', Data: typed });
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['a paste', encodeMessage({ Op: 'stdin', Data: 'x'.repeat(33) })],
  ['a character beyond ASCII', encodeMessage({ Op: 'stdin', Data: 'é' })],
  ['the Enter key', encodeMessage({ Op: 'stdin', Data: '\r' })],
  ['bytes', encodeMessage({ Op: 'stdin', Data: 'a', Binary: true })],
  ['another message', encodeMessage({ Op: 'ack', Offset: 1 })],
  ['a message that is cut off', '{"Op":"stdin","Data":"abc'],
  ['what only ends like one', `${'x'.repeat(30)}"}`],
])('leaves %s to the parser', (_what, message) => {
  expect(plainTyped(message)).toBeUndefined();
});

test('reads as many characters as a function key sends, and no more', () => {
  expect(plainTyped(encodeMessage({ Op: 'stdin', Data: 'x'.repeat(32) }))).toBe('x'.repeat(32));
});
