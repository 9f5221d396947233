import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter, MAX_LINE_LENGTH } from './line-splitter.ts';

test('lines are the same however their bytes are cut', () => {
  const anyLine = fc.stringMatching(/^[a-zé€🦀 ]{0,20}$/u);
  fc.assert(
    fc.property(fc.array(anyLine), fc.array(fc.nat(200)), (lines, cuts) => {
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
      const splitter = new LineSplitter();
      const found: string[] = [];
      const places = [...new Set(cuts.map((cut) => Math.min(cut, bytes.length)))].sort((a, b) => a - b);
      let start = 0;
      for (const place of [...places, bytes.length]) {
        found.push(...splitter.push(bytes.subarray(start, place)));
        start = place;
      }
      expect([...found, ...splitter.end()]).toEqual(lines);
    }),
  );
});

test('a last line without an end is a line', () => {
  const splitter = new LineSplitter();
  expect(splitter.push(new TextEncoder().encode('one\r\ntwo'))).toEqual(['one']);
  expect(splitter.end()).toEqual(['two']);
  expect(splitter.end()).toEqual([]);
});

test('a line without an end is cut, and says how much is missing', () => {
  const splitter = new LineSplitter();
  const part = new Uint8Array(MAX_LINE_LENGTH).fill(97);
  expect([...splitter.push(part), ...splitter.push(part)]).toEqual([]);
  const [line = ''] = splitter.push(new TextEncoder().encode('b\nnext\n'));
  expect(line).toBe(`${'a'.repeat(MAX_LINE_LENGTH)}… (+${MAX_LINE_LENGTH + 1})`);
});
