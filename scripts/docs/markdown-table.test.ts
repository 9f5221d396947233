import { expect, test } from 'vitest';
import { markdownTable, withTable } from './markdown-table.ts';

test('columns are as wide as their widest cell, and a bar ends no cell', () => {
  expect(
    markdownTable([
      ['Name', 'Is'],
      ['a|b', 'longer'],
    ]),
  ).toBe('| Name | Is     |\n| ---- | ------ |\n| a\\|b | longer |');
});

test('replaces only the text between the marks', () => {
  const document = 'before\n<!-- settings -->\nold\n<!-- /settings -->\nafter\n';
  expect(withTable(document, 'settings', 'new')).toBe(
    'before\n<!-- settings -->\nnew\n<!-- /settings -->\nafter\n',
  );
  expect(() => withTable(document, 'values', 'new')).toThrow('no place for the table');
});
