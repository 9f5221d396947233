import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBest, wordsOf } from './palette-search.ts';

const pods = ['web-1', 'api-web', 'cobweb', 'db-0'].map((label) => ({ label, keywords: 'team-a' }));
const labels = (typed: string, most = 10) => findBest(pods, wordsOf(typed), most).map(({ label }) => label);

test('matches at the start come first, then those at a word, then the rest', () => {
  expect(labels('web')).toEqual(['web-1', 'api-web', 'cobweb']);
  expect(labels('WEB 1')).toEqual(['web-1']);
  expect(labels('team db')).toEqual(['db-0']);
  expect(labels('team-a/web-1')).toEqual(['web-1']);
  expect(labels('nothing')).toEqual([]);
});

test('an empty text returns the first entries', () => {
  expect(labels(' ', 2)).toEqual(['web-1', 'api-web']);
});

test('returns at most the limit, each entry once, each with every word', () => {
  const entry = fc.record({ label: fc.string(), keywords: fc.string() });
  fc.assert(
    fc.property(fc.array(entry), fc.string(), fc.nat(5), (entries, typed, most) => {
      const found = findBest(entries, wordsOf(typed), most);
      expect(found.length).toBeLessThanOrEqual(most);
      expect(new Set(found).size).toBe(found.length);
      for (const { label, keywords } of found) {
        for (const word of wordsOf(typed)) {
          expect(`${label.toLowerCase()}\n${keywords.toLowerCase()}`).toContain(word);
        }
      }
    }),
  );
});
