import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each([
  ['/pods?namespace=team-a#x', '/pods?namespace=team-a#x'],
  ['/shell/team-a/debian?container=app&context=kind', '/shell/team-a/debian?container=app&context=kind'],
  ['/', '/'],
])('%s is ours', (text, path) => {
  expect(returnPath(text)).toBe(path);
});

test.each([
  null,
  undefined,
  '',
  'pods',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  ' /pods',
])('%j is not', (text) => {
  expect(returnPath(text)).toBe('/');
});

test('whatever it is, a browser stays with us', () => {
  const text = fc.string({
    unit: fc.constantFrom('/', '\\', '.', 'a', ':', '@', '\t', '\n', '%', '2', 'f', '?', '#'),
  });
  fc.assert(
    fc.property(text, (wild) => {
      const path = returnPath(wild);
      expect(new URL(path, 'https://podshell.example').origin).toBe('https://podshell.example');
      expect(returnPath(path)).toBe(path);
    }),
  );
});
