import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFields } from './json-line.ts';

test('fields of fields have a name of both', () => {
  expect(jsonFields('{"level":"warn","http":{"status":500,"path":"/a"},"tags":["x"],"none":null}')).toEqual([
    ['level', 'warn'],
    ['http.status', '500'],
    ['http.path', '/a'],
    ['tags', '["x"]'],
    ['none', 'null'],
  ]);
});

test('an object may follow other text', () => {
  expect(jsonFields('2026-11-27 INFO done {"ms":12}')).toEqual([['ms', '12']]);
});

test.each(['', 'text', '{}', '{broken}', 'a {b} c', '[1]'])('%j has no fields', (line) => {
  expect(jsonFields(line)).toBeUndefined();
});

test('any object is read, however deep, into few fields', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })), (value) => {
      const fields = jsonFields(JSON.stringify(value)) ?? [];
      expect(fields.length).toBeLessThanOrEqual(200);
      for (const field of fields) expect(field.map((part) => typeof part)).toEqual(['string', 'string']);
    }),
  );
});
