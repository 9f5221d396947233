import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ansiSpans, plainText } from './ansi.ts';

const ESC = '\u001b';

test('colors are kept, and end where they end', () => {
  expect(ansiSpans(`${ESC}[1;31mred${ESC}[0m plain ${ESC}[92mgreen${ESC}[39m.`)).toEqual([
    { start: 7, text: 'red', style: { bold: true, ink: { kind: 'named', index: 1 } } },
    { start: 14, text: ' plain ', style: {} },
    { start: 26, text: 'green', style: { ink: { kind: 'named', index: 10 } } },
    { start: 36, text: '.', style: {} },
  ]);
});

test.each([
  ['38;5;196', { kind: 'rgb', rgb: [255, 0, 0] }],
  ['38;5;9', { kind: 'named', index: 9 }],
  ['38;5;240', { kind: 'rgb', rgb: [88, 88, 88] }],
  ['38;2;1;2;3', { kind: 'rgb', rgb: [1, 2, 3] }],
  ['38:2::1:2:3', { kind: 'rgb', rgb: [1, 2, 3] }],
])('%s is a color', (code, ink) => {
  expect(ansiSpans(`${ESC}[${code}mx`)).toEqual([{ start: code.length + 3, text: 'x', style: { ink } }]);
});

test('a line ending that is erased to its end is nothing to show', () => {
  expect(plainText(`${ESC}[01;31m${ESC}[Kerror${ESC}[m${ESC}[K: no`)).toBe('error: no');
});

test('what would act on a terminal is shown as text', () => {
  const [span] = ansiSpans(`a${ESC}[2Jb${ESC}]0;title\u0007c\r\u202e`);
  expect(span?.text).toBe('a␛[2Jb␛]0;title␇c␍<U+202E>');
});

test('for any text, no control character but the tab comes through, and no letter is lost', () => {
  const anyPart = fc.oneof(
    fc.string(),
    fc.constantFrom(`${ESC}[31m`, `${ESC}[`, `${ESC}[38;5m`, `${ESC}[38;2;999m`, '\t', '\u009b', 'letters'),
  );
  fc.assert(
    fc.property(fc.array(anyPart), (parts) => {
      const line = parts.join('');
      const text = ansiSpans(line)
        .map((span) => span.text)
        .join('');
      expect(text).not.toMatch(/[^\P{Cc}\t]/u);
      expect(text.split('letters')).toHaveLength(line.split('letters').length);
    }),
  );
});
