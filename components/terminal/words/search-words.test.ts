import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { terminalCatalog } from './catalog.ts';
import { isValidQuery, MAX_COUNTED, type SearchQuery, searchSeed, searchWords } from './search-words.ts';

const plain = (text: string): SearchQuery => ({ text, regex: false, caseSensitive: false });
const pattern = (text: string): SearchQuery => ({ text, regex: true, caseSensitive: false });

describe('the result of a search in words', () => {
  test.each([
    [plain(''), 0, -1, ''],
    [plain('x'), 0, -1, 'No match'],
    [plain('x'), 1, 0, '1 of 1'],
    [plain('x'), 12, 2, '3 of 12'],
    [plain('x'), 12, -1, '12 matches'],
    [plain('x'), 1, -1, '1 match'],
    [plain('x'), MAX_COUNTED, 4, '5 of 1,000 or more'],
    [plain('x'), MAX_COUNTED, -1, '1,000 matches or more'],
    [pattern('('), 0, -1, 'Not a regular expression'],
    [plain('('), 2, 1, '2 of 2'],
  ] as const)('%o, %i found, at %i: %s', (query, count, index, words) => {
    expect(searchWords(query, { count, index }, terminalCatalog.en.search)).toBe(words);
  });
});

test('a text is always valid, a regular expression as the browser says', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isValidQuery(plain(text))).toBe(true);
      if (isValidQuery(pattern(text))) expect(() => new RegExp(text, 'gi')).not.toThrow();
    }),
  );
  expect(isValidQuery(pattern('a[b'))).toBe(false);
});

test('a search begins with a selection in one line only', () => {
  expect(searchSeed('  error 5 ')).toBe('error 5');
  expect(searchSeed('one\ntwo')).toBe('');
  expect(searchSeed('x'.repeat(300))).toBe('');
  expect(searchSeed('')).toBe('');
});
