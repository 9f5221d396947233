import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_PATTERN } from './link-pattern.ts';

describe('addresses in output', () => {
  test.each([
    ['see https://example.com/a/b。', 'https://example.com/a/b'],
    ['https://example.com/a，next', 'https://example.com/a'],
    ['https://example.com/a…，next', 'https://example.com/a'],
    ['（https://example.com/ok）', 'https://example.com/ok'],
    ['「https://example.com/ok」', 'https://example.com/ok'],
    ['https://example.com/a、https://example.org/b', 'https://example.com/a'],
    ['https://en.wikipedia.org/wiki/Foo_(bar)', 'https://en.wikipedia.org/wiki/Foo_(bar)'],
    ['(https://en.wikipedia.org/wiki/Foo_(bar))', 'https://en.wikipedia.org/wiki/Foo_(bar)'],
    ['(see https://example.com/a)', 'https://example.com/a'],
    ['https://example.com/a_(b)_c.', 'https://example.com/a_(b)_c'],
    ['https://zh.wikipedia.org/wiki/容器 x', 'https://zh.wikipedia.org/wiki/容器'],
    ['https://example.com/a?b=c&d=[1]#e!', 'https://example.com/a?b=c&d=[1]#e'],
    ['http://[::1]:3000/a', 'http://[::1]:3000/a'],
    ['http://localhost:3000:', 'http://localhost:3000'],
    ['HTTPS://EXAMPLE.COM', 'HTTPS://EXAMPLE.COM'],
    ['"https://example.com/a"', 'https://example.com/a'],
    ['https://example.com/a\u202eb', 'https://example.com/a'],
    ['ftp://example.com', undefined],
    ['https://', undefined],
  ])('%s', (text, address) => {
    expect(LINK_PATTERN.exec(text)?.[0]).toBe(address);
  });

  test('are found in linear time', () => {
    // These would exceed the timeout of the test if the pattern could match a bracket in two ways.
    for (const text of ['('.repeat(4_000), '()'.repeat(2_000), '(a'.repeat(2_000), '.'.repeat(4_000)]) {
      expect(LINK_PATTERN.exec(`https://${text}`)?.[0].length ?? 0).toBeLessThanOrEqual(4_008);
    }
  });

  test('never contain a blank or punctuation of another script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const found = LINK_PATTERN.exec(`https://e${text}`)?.[0] ?? '';
        expect(found).not.toMatch(/\s|(?=\P{ASCII})[\p{P}\p{Z}\p{C}]/u);
      }),
    );
  });
});
