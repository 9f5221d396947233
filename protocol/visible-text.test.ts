import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleJson, visibleText } from './visible-text.ts';

test.each([
  ['plain, with ümlauts and 中文', 'plain, with ümlauts and 中文'],
  ['two\nlines', 'two\u240alines'],
  ['\u001b[31mred\u0007', '\u241b[31mred\u2407'],
  ['del\u007f', 'del\u2421'],
  ['c1\u009b2J', 'c1\u241b[2J'],
  ['user\u202etxt.exe', 'user<U+202E>txt.exe'],
  ['\u2066isolate\u2069', '<U+2066>isolate<U+2069>'],
  ['zero\u200bwidth\ufeff', 'zero<U+200B>width<U+FEFF>'],
  ['tag\u{e0041}', 'tag<U+E0041>'],
  ['line\u2028paragraph\u2029', 'line<U+2028>paragraph<U+2029>'],
  ['family \u{1f469}\u200d\u{1f469}', 'family \u{1f469}\u200d\u{1f469}'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('what is to be kept stays', () => {
  expect(visibleText('a\n\tb\r', '\n\t')).toBe('a\n\tb\u240d');
});

test('nothing invisible is left, and what can be seen is not changed', () => {
  const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visibleText(text);
      expect(shown).not.toMatch(invisible);
      if (!invisible.test(text)) expect(shown).toBe(text);
    }),
  );
});

test('JSON keeps its meaning', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = visibleJson(`${JSON.stringify({ text })}\n`);
      expect(JSON.parse(json)).toEqual({ text });
      expect(json.trimEnd()).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
    }),
  );
});
