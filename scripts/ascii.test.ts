import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inAscii } from './ascii.ts';

test.each([
  ['"a\u2026b"', '"a\\u2026b"'],
  ['"\\\u2026"', '"\\u2026"'],
  ['"\\\\\u2026"', '"\\\\\\u2026"'],
  ['"\u{1f600}"', '"\\ud83d\\ude00"'],
  ['"\u00e9"', '"\\u00e9"'],
  ['let a;', 'let a;'],
])('%s becomes %s', (code, expected) => {
  expect(inAscii(code)).toBe(expected);
});

test.each([
  '/[\u2500-\u257f]/.test("\u2510")',
  '/^[\u{1f600}]$/u.test("\u{1f600}")',
  '/^\\\u2026$/.test("\u2026")',
])('%s means the same', (code) => {
  expect(runInNewContext(inAscii(code))).toBe(true);
});

test('strings and templates keep their values, in code of ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const template = text.replaceAll(/[\\`$]/g, '\\$&').replaceAll('\r', '\\r');
      for (const code of [JSON.stringify(text), `\`${template}\``]) {
        const escaped = inAscii(code);
        expect(escaped).toMatch(/^[\0-\x7f]*$/);
        expect(runInNewContext(escaped)).toBe(text);
      }
    }),
  );
});

test('a template that is read as it was written is refused', () => {
  expect(inAscii('String.raw`\\d`+"\u2026"')).toBe('String.raw`\\d`+"\\u2026"');
  expect(() => inAscii('String.raw`\u2026`')).toThrow('String.raw');
});
