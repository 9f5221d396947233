import { expect, test } from 'vitest';
import { readCookies } from './cookie-header.ts';

test.each([
  [['a=1; b=2'], { a: '1', b: '2' }],
  [['a=1', 'b=2'], { a: '1', b: '2' }],
  [['a=1;b=x=y'], { a: '1', b: 'x=y' }],
  [['a=; =b; c'], { a: '' }],
  [['a=first; a=second'], { a: 'first' }],
  [[''], {}],
  [[], {}],
])('%j', (lines, cookies) => {
  expect(Object.fromEntries(readCookies(lines))).toEqual(cookies);
});

test('names of object properties are names like others', () => {
  expect(readCookies(['__proto__=1; constructor=2']).get('__proto__')).toBe('1');
});
