import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ColumnChoice,
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

test('decoding an encoded choice returns the choice', () => {
  fc.assert(
    fc.property(anyChoice, (choice) => {
      expect(decodeColumns(encodeColumns(choice))).toEqual(choice);
    }),
  );
});

test('any stored text gives a choice or none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const column of decodeColumns(text) ?? []) expect(optionalColumns).toContain(column);
    }),
  );
  expect(decodeColumns('')).toBeUndefined();
  expect(decodeColumns('age.color.node')).toEqual(['age', 'node']);
});

const idsOf = (shown: ReturnType<typeof shownColumns>) => shown.map(({ column }) => column.id);

test('by default the usual columns are shown, the namespace only if the rows differ in it', () => {
  expect(idsOf(shownColumns(undefined, false))).toEqual([
    'name',
    'namespace',
    'status',
    'containers',
    'restarts',
    'age',
    'node',
    'shell',
  ]);
  expect(idsOf(shownColumns(undefined, true))).not.toContain('namespace');
  expect(idsOf(shownColumns(['namespace'], true))).toEqual(['name', 'namespace', 'status', 'shell']);
});

test('usual columns are hidden in a narrow window, chosen ones are not: the table scrolls below the Shell buttons', () => {
  const placed = (choice: ColumnChoice, how: string) =>
    shownColumns(choice, false)
      .filter(({ place }) => place.includes(how))
      .map(({ column }) => column.id);
  expect(placed(undefined, 'hidden')).toEqual(['containers', 'restarts', 'node']);
  expect(placed(undefined, 'sticky')).toEqual([]);
  expect(placed(optionalColumns, 'hidden')).toEqual([]);
  expect(placed(optionalColumns, 'sticky')).toEqual(['shell']);
  expect(tableWidth(undefined)).toBe(0);
  expect(tableWidth([])).toBe(48);
  expect(tableWidth(['labels'])).toBe(64);
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
