import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainLine, visibleParts, withoutControls } from './visible-text.ts';

/** C0 except tab and line ends, DEL and C1. */
const CONTROLS = Array.from({ length: 0xa0 }, (_, code) => code).filter(
  (code) => (code < 0x20 && ![0x09, 0x0a, 0x0d].includes(code)) || code >= 0x7f,
);

const hasControl = (text: string) =>
  [...text].some((character) => CONTROLS.includes(character.codePointAt(0) ?? 0));

describe('control characters become control pictures', () => {
  test.each([
    ['\x00', '␀'],
    ['\x03', '␃'],
    ['\x1a', '␚'],
    ['\x1b', '␛'],
    ['\x1c', '␜'],
    ['\x7f', '␡'],
    ['\x9b', '␛['],
    ['\x85', '␛E'],
    ['a\tb\r\nc', 'a\tb\r\nc'],
    ['日🙂 \u202e', '日🙂 \u202e'],
  ])('%j: %s', (text, clean) => {
    expect(withoutControls(text)).toBe(clean);
  });

  test('all of them, at any position', () => {
    for (const code of CONTROLS) expect(hasControl(withoutControls(String.fromCharCode(code)))).toBe(false);
    const controls = CONTROLS.map((code) => String.fromCharCode(code));
    const anyText = fc.string({ unit: fc.constantFrom(...controls, 'a', '日', '🙂', '\t', '\n') });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(hasControl(withoutControls(text))).toBe(false);
      }),
    );
  });
});

describe('hidden characters are marked', () => {
  test('each with its control picture or its code point', () => {
    expect(visibleParts('rm\u202e-rf\x03\u200b')).toEqual([
      { start: 0, text: 'rm', isMark: false },
      { start: 2, text: 'U+202E', isMark: true },
      { start: 3, text: '-rf', isMark: false },
      { start: 6, text: '␃', isMark: true },
      { start: 7, text: 'U+200B', isMark: true },
    ]);
    expect(visibleParts('\u{e0041}\u2028')).toEqual([
      { start: 0, text: 'U+E0041', isMark: true },
      { start: 2, text: 'U+2028', isMark: true },
    ]);
    expect(visibleParts('')).toEqual([]);
  });

  test('and the rest is unchanged, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visibleParts(text)
          .filter(({ isMark }) => !isMark)
          .map((part) => part.text)
          .join('');
        expect(shown).toBe(text.replace(/[^\P{Cc}\t\n\r]|[\p{Cf}\p{Zl}\p{Zp}]/gu, ''));
      }),
    );
  });
});

test('a line has no hidden characters and no line ends', () => {
  expect(plainLine('\x1b[1m vim\u202e\r\n  x\u00a0y\t')).toBe('[1m vim x y');
});
