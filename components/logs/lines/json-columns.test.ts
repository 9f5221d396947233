import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf, columnsOf, fieldNames, movedColumn } from './json-columns.ts';

const line = (value: unknown) => ({ plain: typeof value === 'string' ? value : JSON.stringify(value) });
const LINES = [
  line('starting'),
  line({ level: 'info', msg: 'ready', http: { status: 200 } }),
  line({ level: 'error', msg: 'lost the connection to the database' }),
];

test('the fields of the newest lines are offered, the most frequent first', () => {
  expect(fieldNames(LINES)).toEqual(['level', 'msg', 'http.status']);
  const old = Array.from({ length: 300 }, () => line({ old: 1 }));
  expect(fieldNames([...old.slice(0, 100), ...Array.from({ length: 200 }, () => line({ now: 1 }))])).toEqual([
    'now',
  ]);
});

test('a column is as wide as its values and its name, within limits', () => {
  expect(columnsOf(['http.status', 'msg', 'none'], LINES)).toEqual([
    { name: 'http.status', width: 11 },
    { name: 'msg', width: 35 },
    { name: 'none', width: 4 },
  ]);
  expect(columnsOf(['long'], [line({ long: 'x'.repeat(500) })])).toEqual([{ name: 'long', width: 40 }]);
});

test('a line gives a cell for each column, or none at all', () => {
  const columns = columnsOf(['msg', 'http.status'], LINES);
  expect(cellsOf(LINES[1]?.plain ?? '', columns)).toEqual(['ready', '200']);
  expect(cellsOf(LINES[2]?.plain ?? '', columns)).toEqual(['lost the connection to the database', '']);
  expect(cellsOf('starting', columns)).toBeUndefined();
  expect(cellsOf('{"other":1}', columns)).toBeUndefined();
});

test('a column moves by one place, and none is lost', () => {
  const names = fc.uniqueArray(fc.string(), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.nat(), fc.constantFrom<1 | -1>(1, -1), (all, at, step) => {
      const name = all[at % all.length] ?? '';
      const moved = movedColumn(all, name, step);
      expect([...moved].sort()).toEqual([...all].sort());
      const back = moved === all ? all : movedColumn(moved, name, step === 1 ? -1 : 1);
      expect(back).toEqual(all);
    }),
  );
});
