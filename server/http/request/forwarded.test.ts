import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForwarded } from './forwarded.ts';

describe('the examples of the RFC', () => {
  test.each([
    ['for="_gazonk"', [{ for: '_gazonk' }]],
    ['For="[2001:db8:cafe::17]:4711"', [{ for: '[2001:db8:cafe::17]:4711' }]],
    ['for=192.0.2.60;proto=http;by=203.0.113.43', [{ for: '192.0.2.60', proto: 'http', by: '203.0.113.43' }]],
    ['for=192.0.2.43, for=198.51.100.17', [{ for: '192.0.2.43' }, { for: '198.51.100.17' }]],
    [
      'for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown',
      [{ for: '192.0.2.43' }, { for: '[2001:db8:cafe::17]' }, { for: 'unknown' }],
    ],
  ])('%s', (line, elements) => {
    expect(readForwarded([line])).toEqual(elements);
  });
});

test.each([
  'for',
  'for=',
  'for=a b',
  'for="a',
  'for=a;for=b',
  'for=a:1',
  '=a',
  'for="a"b',
  'for==a',
  'for=a/b',
])('%j is not read', (line) => {
  expect(readForwarded([line])).toBeUndefined();
  expect(readForwarded(['for=192.0.2.1', line])).toBeUndefined();
});

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/);
const value = fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', ';', '=', ' ', '[', ':', '1') });
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
const element = fc.dictionary(
  token.map((name) => name.toLowerCase()),
  value,
  { minKeys: 1, maxKeys: 3 },
);

test('what is written is read, on one line or several, with blanks and empty parts', () => {
  const blank = fc.constantFrom('', ' ', '\t ');
  fc.assert(
    fc.property(fc.array(element, { maxLength: 4 }), blank, fc.boolean(), (elements, space, lines) => {
      const texts = elements.map((one) =>
        Object.entries(one)
          .map(([name, text]) => `${name.toUpperCase()}=${quoted(text)}`)
          .join(`${space};;${space}`),
      );
      const header = lines ? texts : [texts.join(`${space},${space},`)];
      expect(readForwarded(header)).toEqual(elements.map((one) => ({ ...one })));
    }),
  );
});

test('never throws', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      const read = readForwarded(lines);
      expect(read === undefined || Array.isArray(read)).toBe(true);
    }),
  );
});
