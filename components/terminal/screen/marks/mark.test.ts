import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMark } from './mark.ts';

test.each([
  ['A;podshell=w', { kind: 'prompt' }],
  ['B;podshell=w', { kind: 'input', output: 'mark' }],
  ['B;podshell=w;lf', { kind: 'input', output: 'line-feed' }],
  ['B;podshell=w;lf=wrap', { kind: 'input', output: 'unwrapped-line-feed' }],
  ['P;k=c;podshell=w', { kind: 'more-input' }],
  ['C;podshell=w;t=1.5', { kind: 'output', at: 1500 }],
  ['D;130;podshell=w;t=', { kind: 'end', exitCode: 130, at: undefined }],
  ['D;$?;podshell=w', { kind: 'end', exitCode: undefined, at: undefined }],
])('%s', (data, mark) => {
  expect(parseMark(data, 'w')).toEqual(mark);
});

test('whatever a program prints without the word is no mark', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (data, word) => {
      fc.pre(!data.split(';').includes(`podshell=${word}`));
      expect(parseMark(data, word)).toBeUndefined();
    }),
  );
});

test('no word means no marks', () => {
  expect(parseMark('A;podshell=', '')).toBeUndefined();
});
