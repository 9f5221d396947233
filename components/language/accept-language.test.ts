import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptedLanguage } from './accept-language.ts';
import { LANGUAGES } from './language.ts';

describe('Accept-Language', () => {
  test.each([
    ['zh', 'zh-CN'],
    ['zh-CN', 'zh-CN'],
    ['zh-cn', 'zh-CN'],
    ['zh-Hans', 'zh-CN'],
    ['zh-Hans-SG', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-TW,zh;q=0.9', 'zh-CN'],
    ['zh-Hant-HK', 'zh-CN'],
    ['zh-TW,en;q=0.8', 'zh-CN'],
    ['en,zh-TW;q=0.8', 'en'],
    ['zh-TW;q=0.8 , en-GB', 'en'],
    ['de-DE,de;q=0.9,zh-CN;q=0.5,en;q=0.4', 'zh-CN'],
    ['de-DE,de;q=0.9', 'en'],
    ['fr, *;q=0.5', 'en'],
    ['zh;q=0, fr', 'en'],
    ['zh;q=0.0,en;q=0.1', 'en'],
    ['en;q=0,zh;q=0.001', 'zh-CN'],
    ['zh\t;\tq=0.7 ,en;Q=0.8', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('%j: %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });

  test.each([
    'zh;q=2',
    'zh;q=0.1234',
    'zh;q=',
    'zh;level=1',
    'zh_CN',
    'zh-',
    'z h',
    'zhongwen',
    '中文',
    'constructor',
  ])('%j gives the default', (header) => {
    expect(acceptedLanguage(header)).toBe('en');
    expect(acceptedLanguage(`${header},zh;q=0.1`)).toBe('zh-CN');
  });

  test('any text gives a language', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'zhenq=;,-*. 01\t语'), maxLength: 60 });
    fc.assert(fc.property(noise, (header) => LANGUAGES.includes(acceptedLanguage(header))));
  });

  test('the supported range with the highest weight wins, the first of equal ones', () => {
    const range = fc.record({
      tag: fc.constantFrom('en', 'EN-gb', 'zh', 'zh-Hant-TW', 'de', 'fr-CH', '*'),
      thousandths: fc.integer({ min: 0, max: 1000 }),
    });
    const blank = fc.constantFrom('', ' ', '\t');
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), blank, (ranges, gap) => {
        const header = ranges
          .map(
            ({ tag, thousandths }) => `${gap}${tag}${gap};${gap}q=${(thousandths / 1000).toFixed(3)}${gap}`,
          )
          .join(',');
        let best: { tag: string; thousandths: number } = { tag: 'en', thousandths: 0 };
        for (const one of ranges) {
          if (/^(en|zh)/i.test(one.tag) && one.thousandths > best.thousandths) best = one;
        }
        expect(acceptedLanguage(header)).toBe(best.tag.startsWith('zh') ? 'zh-CN' : 'en');
      }),
    );
  });
});
