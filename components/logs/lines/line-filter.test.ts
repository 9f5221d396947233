import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelOf } from './level.ts';
import { readFilter } from './line-filter.ts';

const LINES = [
  'INFO GET /health 200',
  'INFO GET /users 200',
  'WARN GET /users slow',
  'ERROR POST /users failed',
  'plain text of a program',
];

function passing(typed: string): readonly string[] {
  const read = readFilter(typed);
  if (read.kind === 'invalid') throw new Error(read.expression);
  const { filter } = read;
  return LINES.filter((plain) => filter === undefined || filter({ plain, level: levelOf(plain) }));
}

test.each<[string, number[]]>([
  ['', [0, 1, 2, 3, 4]],
  ['   ', [0, 1, 2, 3, 4]],
  ['users', [1, 2, 3]],
  ['USERS get', [1, 2]],
  ['-users', [0, 4]],
  ['get -health', [1, 2]],
  ['"text of"', [4]],
  ['-"GET /users"', [0, 3, 4]],
  ['/ (2|4)\\d\\d$/', [0, 1]],
  ['/get/', []],
  ['/get/i', [0, 1, 2]],
  ['-/^INFO/', [2, 3, 4]],
  ['level:warn', [2, 3]],
  ['-level:info', [4]],
  ['/health', [0]],
  ['level:odd', []],
])('%j', (typed, expected) => {
  expect(passing(typed)).toEqual(expected.map((index) => LINES[index]));
});

test('an expression that is none is told', () => {
  expect(readFilter('ok /(/')).toEqual({ kind: 'invalid', expression: '(' });
});

test('nothing that can be typed throws', () => {
  const anyTyped = fc.array(fc.constantFrom('/', '(', '-', '"', 'a', ' ', '\\', '[', 'level:', '/i'));
  fc.assert(
    fc.property(anyTyped, (parts) => {
      const read = readFilter(parts.join(''));
      if (read.kind === 'filter') read.filter?.({ plain: 'a', level: undefined });
    }),
  );
});
