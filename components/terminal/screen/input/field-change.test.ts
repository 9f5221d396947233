import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldChange } from './field-change.ts';

test.each([
  ['', 'a', 'a'],
  ['a', 'a😀', '😀'],
  ['ab', 'a', '\x7f'],
  ['a😀', 'a', '\x7f'],
  ['teh', 'the ', '\x7f\x7fhe '],
  ['ab', 'ac', '\x7fc'],
  ['ab', 'ab', ''],
  ['你好', '您好', '\x7f\x7f您好'],
])('%j that becomes %j is %j', (before, after, typed) => {
  expect(fieldChange(before, after)).toBe(typed);
});

test('a line that has the text before the change has the text after it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '好', '😀') });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const line = [...before];
      for (const typed of fieldChange(before, after)) {
        if (typed === '\x7f') line.pop();
        else line.push(typed);
      }
      expect(line.join('')).toBe(after);
    }),
  );
});
