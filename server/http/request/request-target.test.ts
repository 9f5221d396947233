import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUnder, readTarget } from './request-target.ts';

describe('segments are decoded and normalized', () => {
  test.each([
    ['/', []],
    ['/api/pod/x/shell?container=a', ['api', 'pod', 'x', 'shell']],
    ['/api/%70od/x', ['api', 'pod', 'x']],
    ['/api/%2570od/x', ['api', 'pod', 'x']],
    ['/api//pod/./x/', ['api', 'pod', 'x']],
    ['/pods/../api/pod/x', ['api', 'pod', 'x']],
    ['/pods/%2e%2e/api/pod/x', ['api', 'pod', 'x']],
    ['/pods%2f..%2fapi/pod', ['api', 'pod']],
    ['/../../api', ['api']],
    ['/a#b', ['a']],
    ['/100%25', ['100%']],
  ])('%s', (url, segments) => {
    expect(readTarget(url)?.segments).toEqual(segments);
  });
});

test.each([
  undefined,
  '',
  '*',
  'pods',
  'http://other.example.com/pods',
  '//other.example.com/pods',
  '/a\\b',
  '/a%5cb',
  '/a%00b',
  '/a%0d%0ab',
  '/%',
  '/%zz',
  '/%ff',
  '/%25252525252541',
])('%s is not a valid target', (url) => {
  expect(readTarget(url)).toBeUndefined();
});

test('the path is kept as sent', () => {
  expect(readTarget('/a%20b/../c?d')?.pathname).toBe('/a%20b/../c');
});

test.each([
  ['/ws', true],
  ['/ws/a', true],
  ['/wsx', false],
  ['/', false],
])('%s under /ws: %s', (pathname, expected) => {
  expect(isUnder(pathname, '/ws')).toBe(expected);
});

test('never throws, and segments are normalized', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('/', '.', '%', '2', 'e', 'f', '5', 'a', '\\', '?') }),
      (url) => {
        for (const segment of readTarget(url)?.segments ?? []) {
          expect(segment).not.toMatch(/^\.{0,2}$|[/\\]/);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
