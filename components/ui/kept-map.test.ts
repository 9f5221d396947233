import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMap, encodeMap, withEntry } from './kept-map.ts';

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

test('what was written is read again, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (entries) => {
      const map = new Map(entries);
      expect([...decodeMap(encodeMap(map), asText, entries.length + 1)]).toEqual([...map]);
    }),
  );
});

test('any text is read without an error, and gives valid entries only', () => {
  const values = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.constant(null),
  );
  fc.assert(
    fc.property(values, fc.nat(5), (text, most) => {
      const map = decodeMap(text, asText, most + 1);
      expect(map.size).toBeLessThanOrEqual(most + 1);
      for (const value of map.values()) expect(typeof value).toBe('string');
    }),
  );
});

test('valid entries beside others are kept', () => {
  const text = JSON.stringify([['a', '1'], ['b', 2], 'c', null, [3, 'd'], ['e', '5', 'more']]);
  expect([...decodeMap(text, asText, 10)]).toEqual([
    ['a', '1'],
    ['e', '5'],
  ]);
});

test('an entry that is set again becomes the last, and the oldest is dropped', () => {
  const names: fc.Arbitrary<string[]> = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 });
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 4 }), (set, most) => {
      let map: ReadonlyMap<string, number> = new Map();
      set.forEach((name, index) => {
        map = withEntry(map, name, index, most);
      });
      const newest = [...new Set(set.toReversed())].slice(0, most).toReversed();
      expect([...map.keys()]).toEqual(newest);
      for (const [name, index] of map) expect(set.lastIndexOf(name)).toBe(index);
    }),
  );
});
