import { describe, expect, test } from 'vitest';
import { bearerToken, isBearerToken } from './bearer.ts';

const tokenIn = (...authorization: string[]) =>
  bearerToken({ headers: { authorization }, peer: '127.0.0.1' });

test.each([
  ['Bearer abc', 'abc'],
  ['bearer   a.b-c_d~e+f/g==', 'a.b-c_d~e+f/g=='],
  ['Bearer abc  ', 'abc'],
])('%j', (header, token) => {
  expect(tokenIn(header)).toBe(token);
});

test.each([
  '',
  'Bearer',
  'Bearer ',
  'Basic abc',
  'Bearer a b',
  'Bearer a,b',
  'xBearer a',
  `Bearer ${'a'.repeat(70_000)}`,
])('none in %j', (header) => {
  expect(tokenIn(header)).toBeUndefined();
});

test('none without a header, and none of two: nobody can say which counts', () => {
  expect(tokenIn()).toBeUndefined();
  expect(tokenIn('Bearer a', 'Bearer b')).toBeUndefined();
});

describe('a pasted token', () => {
  test.each(['abc', 'a.b.c'])('%s can be one', (text) => expect(isBearerToken(text)).toBe(true));
  test.each(['', 'a b', 'a\r\nX: y', 'ä', '"abc"'])('%j cannot', (text) =>
    expect(isBearerToken(text)).toBe(false),
  );
});
