import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marksOf, readMarks } from './debug-copy.ts';

const text = fc.string();

test('what is marked is read again', () => {
  fc.assert(
    fc.property(fc.record({ of: text, container: text, createdBy: text }), (marks) => {
      const { labels, annotations } = marksOf(marks);
      expect(readMarks(labels, annotations)).toEqual(marks);
    }),
  );
});

test('a pod without the label is no copy, whatever its annotations say', () => {
  const { annotations } = marksOf({ of: 'web', container: 'debugger-x', createdBy: 'ada' });
  expect(readMarks({}, annotations)).toBeUndefined();
  expect(readMarks(undefined, undefined)).toBeUndefined();
});
