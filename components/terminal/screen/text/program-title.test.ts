import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TITLE, programTitle } from './program-title.ts';

test.each([
  ['vim notes.txt', 'vim notes.txt'],
  ['  a\tb \r\n c ', 'a b c'],
  ['safe\u202egnp.exe\u0007', 'safegnp.exe'],
  ['', ''],
  ['\u200b\u2066 ', ''],
  ['🙂'.repeat(100), `${'🙂'.repeat(MAX_TITLE - 1)}…`],
])('%j is shown as %j', (title, shown) => {
  expect(programTitle(title)).toBe(shown);
});

test('no title is too long, hides a character or has a line break', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      const shown = programTitle(title);
      expect([...shown].length).toBeLessThanOrEqual(MAX_TITLE);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
