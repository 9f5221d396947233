import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withBasePath, withoutBasePath } from './base-path.ts';

const segment = fc.stringMatching(/^[a-z._~-]{1,6}$/);
const basePath = fc.array(segment, { maxLength: 3 }).map((names) => names.map((name) => `/${name}`).join(''));
const path = fc
  .tuple(fc.array(fc.string(), { maxLength: 3 }), fc.constantFrom('', '?', '?a=b/c', '#x', '?q#/x'))
  .map(([names, rest]) => `/${names.map(encodeURIComponent).join('/')}${rest}`);

describe('a base path', () => {
  test('is taken off as it was put on', () => {
    fc.assert(
      fc.property(basePath, path, (base, below) => {
        expect(withoutBasePath(base, withBasePath(base, below))).toBe(below);
      }),
    );
  });

  test('is taken off once', () => {
    expect(withoutBasePath('/a', '/a/a/pods')).toBe('/a/pods');
  });

  test('leaves what a proxy has taken it off from', () => {
    fc.assert(
      fc.property(basePath, path, (base, stripped) => {
        fc.pre(!stripped.startsWith(base) || base === '');
        expect(withoutBasePath(base, stripped)).toBe(stripped);
      }),
    );
  });

  test.each([
    ['/podshell', '/podshell', '/'],
    ['/podshell', '/podshell/', '/'],
    ['/podshell', '/podshell?q=1', '/?q=1'],
    ['/podshell', '/podshell#x', '/#x'],
    ['/podshell', '/podshells/x', '/podshells/x'],
    ['/podshell', '/podshell//evil.example', '//evil.example'],
    ['/tools/a/podshell', '/tools/a', '/tools/a'],
    ['', '/pods?x', '/pods?x'],
  ])('%j takes %s for %s', (base, asked, below) => {
    expect(withoutBasePath(base, asked)).toBe(below);
  });
});
