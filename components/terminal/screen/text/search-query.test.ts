import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isValidQuery, type SearchQuery, searchSeed } from './search-query.ts';

const plain = (text: string): SearchQuery => ({ text, regex: false, caseSensitive: false });
const pattern = (text: string): SearchQuery => ({ text, regex: true, caseSensitive: false });

test('text is always valid, a regular expression if the browser compiles it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isValidQuery(plain(text))).toBe(true);
      if (isValidQuery(pattern(text))) expect(() => new RegExp(text, 'gi')).not.toThrow();
    }),
  );
  expect(isValidQuery(pattern('a[b'))).toBe(false);
});

test('a search starts with the selection only if it is within one line', () => {
  expect(searchSeed('  error 5 ')).toBe('error 5');
  expect(searchSeed('one\ntwo')).toBe('');
  expect(searchSeed('x'.repeat(300))).toBe('');
  expect(searchSeed('')).toBe('');
});
