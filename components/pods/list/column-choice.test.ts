import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeColumns,
  encodeColumns,
  optionalColumns,
  shownColumns,
  tableWidth,
  toggleColumn,
} from './column-choice.ts';

const anyChoice = fc
  .subarray([...optionalColumns])
  .map((some) => optionalColumns.filter((name) => some.includes(name)));

test('a choice comes back from its text', () => {
  fc.assert(
    fc.property(anyChoice, (choice) => {
      expect(decodeColumns(encodeColumns(choice))).toEqual(choice);
    }),
  );
});

test('whatever was kept is a choice or none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const column of decodeColumns(text) ?? []) expect(optionalColumns).toContain(column);
    }),
  );
  expect(decodeColumns('')).toBeUndefined();
  expect(decodeColumns('age.color.node')).toEqual(['age', 'node']);
});

test('without a choice the usual ones stand, the namespace only where it tells something', () => {
  expect([...shownColumns(undefined, false).keys()]).toEqual([
    'namespace',
    'containers',
    'restarts',
    'age',
    'node',
  ]);
  expect([...shownColumns(undefined, true).keys()]).not.toContain('namespace');
  expect([...shownColumns(['namespace'], true).keys()]).toEqual(['namespace']);
  expect(tableWidth(undefined)).toBe(0);
});

test('a column is switched on and off', () => {
  fc.assert(
    fc.property(anyChoice, fc.constantFrom(...optionalColumns), (choice, column) => {
      const once = toggleColumn(shownColumns(choice, false), column);
      expect(once.includes(column)).toBe(!choice.includes(column));
      expect(toggleColumn(shownColumns(once, false), column)).toEqual(choice);
    }),
  );
});
