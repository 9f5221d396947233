import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropInternalParts } from './internal-parts.ts';

function without(url: string): string {
  const request = { url, headers: {} };
  dropInternalParts(request);
  return request.url;
}

test('headers of Next itself are dropped, others stay', () => {
  const request = { url: '/', headers: { 'x-matched-path': '/signin', 'next-resume': '1', rsc: '1' } };
  dropInternalParts(request);
  expect(request.headers).toEqual({ rsc: '1' });
});

test.each([
  ['%5B%22%22%2C%7B%7D%5D', true],
  ['["",{"children":["__PAGE__",{}]}]', true],
  ['nonsense', false],
  ['["",{}], ["",{}]', false],
  ['%', false],
])('what of the pages a client has stays if it can be read: %s', (state, stays) => {
  const request = { url: '/', headers: { 'next-router-state-tree': state } };
  dropInternalParts(request);
  expect(request.headers).toEqual(stays ? { 'next-router-state-tree': state } : {});
});

test.each([
  ['/pods/a?nxtPpod=b', '/pods/a'],
  ['/pods/a?q=1&nxtPpod=b&context=c', '/pods/a?q=1&context=c'],
  ['/pods/a?%6extPpod=b', '/pods/a'],
  ['/pods/a?nxtIpod=b&nxtPpod', '/pods/a'],
  ['/pods/a?namespace=nxtP&q=%20', '/pods/a?namespace=nxtP&q=%20'],
  ['/pods?q=a%26b&n', '/pods?q=a%26b&n'],
  ['/pods/nxtP', '/pods/nxtP'],
])('%s becomes %s', (url, expected) => {
  expect(without(url)).toBe(expected);
});

test('no such parameter is left, and all others keep their values', () => {
  const names = fc.oneof(fc.constantFrom('nxtPpod', 'nxtIx', 'q', 'n'), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string())), (pairs) => {
      const left = new URL(without(`/pods?${new URLSearchParams(pairs)}`), 'http://a.test').searchParams;
      const kept = pairs.filter(([name]) => !/^nxt[PI]/.test(name));
      expect([...left]).toEqual([...new URLSearchParams(kept)]);
    }),
  );
});
