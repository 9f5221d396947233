import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputLines } from './output-lines.ts';
import { type Found, OutputSearch } from './output-search.ts';

function linesOf(...pieces: readonly string[]): string[] {
  const lines: string[] = [];
  const output = new OutputLines(({ text }) => lines.push(text));
  for (const piece of pieces) output.push(piece, 0);
  output.end();
  return lines;
}

test.each([
  ['plain\r\nlines\r\n', ['plain', 'lines']],
  ['\x1b[1;32mgreen\x1b[m and \x1b]8;;http://a\x07link\x1b]8;;\x1b\\', ['green and link']],
  // A line as readline edits it.
  ['ls -x\b \b\bla', ['ls la']],
  ['abcd\b\b\x1b[Kxy', ['abxy']],
  ['abcd\r\x1b[2P\x1b[Cz', ['cz']],
  ['10%\r20%\r30%', ['30%']],
  ['a\x1b[5;1Hb\x1b[2Jc', ['a', 'b', 'c']],
  ['a\x1b[4Cb', ['a    b']],
  ['a\tb', ['a b']],
  ['\x1b(0q\x1b(Bx', ['qx']],
  ['\x1bPq#1~~\x1b\\after', ['after']],
  ['broken \x1b[3\x18end', ['broken end']],
  ['bell\x07 é 你好', ['bell é 你好']],
  ['\x1b]0;title\x07shown', ['shown']],
])('%j is the text %j', (output, lines) => {
  expect(linesOf(output)).toEqual(lines);
  expect(linesOf(...output)).toEqual(lines);
});

test('a long line is cut, and no sequence makes it longer', () => {
  expect(linesOf(`${'a'.repeat(4_096)}b`)).toEqual(['a'.repeat(4_096), 'b']);
  for (const line of linesOf('x\x1b[99999999C'.repeat(50))) expect(line.length).toBeLessThanOrEqual(4_097);
});

function find(wanted: string, pieces: readonly (readonly [text: string, at: number])[]): Found[] {
  const found: Found[] = [];
  const search = new OutputSearch(wanted, (one) => found.push(one));
  for (const [text, at] of pieces) search.push(text, at);
  search.end();
  return found;
}

test('text is found where its last character was written, in any case', () => {
  const found = find('HELLO', [
    ['$ hel', 100],
    ['lo world\r\n', 250],
    ['Hello hello', 900],
  ]);
  expect(found).toEqual([
    { nth: 0, at: 250, before: '$ ', match: 'hello', after: ' world' },
    { nth: 1, at: 900, before: '', match: 'Hello', after: ' hello' },
    { nth: 2, at: 900, before: 'Hello ', match: 'hello', after: '' },
  ]);
});

test('what was corrected before the line ended is not found', () => {
  expect(find('rm', [['$ rm\b\b\x1b[Kls\r\n', 1]])).toEqual([]);
});

test('however output is cut, the same is found', () => {
  const output = fc
    .array(
      fc.constantFrom('needle', 'ne', 'edle', '\x1b[31m', '\r\n', '\r', '\b', '\x1b]0;needle\x07', ' ', 'é'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(output, fc.array(fc.nat(100)), (text, cuts) => {
      const ends = [...cuts, text.length].toSorted((a, b) => a - b);
      const pieces = ends.map((end, nth) => [text.slice(ends[nth - 1] ?? 0, end), 5] as const);
      expect(find('needle', pieces)).toEqual(find('needle', [[text, 5]]));
    }),
  );
});
