import { describe, expect, test } from 'vitest';
import { MAX_COUNTED, type SearchQuery } from '../screen/text/search-query.ts';
import { terminalCatalog } from './catalog.ts';
import { searchWords } from './search-words.ts';

const plain = (text: string): SearchQuery => ({ text, regex: false, caseSensitive: false });
const pattern = (text: string): SearchQuery => ({ text, regex: true, caseSensitive: false });

describe('the result of a search in words', () => {
  test.each([
    [plain(''), 0, -1, ''],
    [plain('x'), 0, -1, 'No matches'],
    [plain('x'), 1, 0, '1 of 1'],
    [plain('x'), 12, 2, '3 of 12'],
    [plain('x'), 12, -1, '12 matches'],
    [plain('x'), 1, -1, '1 match'],
    [plain('x'), MAX_COUNTED, 4, '5 of 1,000 or more'],
    [plain('x'), MAX_COUNTED, -1, '1,000 or more matches'],
    [pattern('('), 0, -1, 'Invalid regular expression'],
    [plain('('), 2, 1, '2 of 2'],
  ] as const)('%o, %i found, at %i: %s', (query, count, index, words) => {
    expect(searchWords(query, { count, index }, terminalCatalog.en.search)).toBe(words);
  });
});
