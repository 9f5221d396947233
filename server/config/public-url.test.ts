import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basePathOf, isAmbiguous, readPublicUrl } from './public-url.ts';

test.each([
  ['https://portal.example.com', 'https://portal.example.com', ''],
  ['https://portal.example.com/', 'https://portal.example.com', ''],
  ['https://Portal.Example.com:443/Tools', 'https://portal.example.com', '/Tools'],
  ['https://portal.example.com/tools/a/podshell/', 'https://portal.example.com', '/tools/a/podshell'],
  ['http://127.0.0.1:3000/pod-shell_1.0~x', 'http://127.0.0.1:3000', '/pod-shell_1.0~x'],
  ['http://[::1]:3000/a/.hidden/..b', 'http://[::1]:3000', '/a/.hidden/..b'],
])('%s', (text, origin, basePath) => {
  expect(readPublicUrl(text)).toEqual({ origin, basePath });
});

test.each([
  '',
  'portal.example.com/tools',
  'ftp://portal.example.com/tools',
  'https://user:password@portal.example.com/tools',
  'https://portal.example.com/tools?x=1',
  'https://portal.example.com/tools#x',
  'https://portal.example.com/?',
  'https://portal.example.com//tools',
  'https://portal.example.com/tools//a',
  'https://portal.example.com/tools//',
  'https://portal.example.com//',
  'https://portal.example.com/./tools',
  'https://portal.example.com/tools/..',
  'https://portal.example.com/%74ools',
  'https://portal.example.com/tools a',
  'https://portal.example.com/tools\\a',
  'https://portal.example.com\\tools',
  'https://portal.example.com/tools;a',
  `https://portal.example.com/${'a'.repeat(200)}`,
])('%j is refused', (text) => {
  expect(readPublicUrl(text)).toBeUndefined();
});

test('what is read means for a browser what was written', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/).filter((text) => text !== '.' && text !== '..');
  const origin = fc
    .webUrl({ validSchemes: ['http', 'https'], size: 'xsmall' })
    .map((url) => new URL(url).origin);
  fc.assert(
    fc.property(origin, fc.array(name, { maxLength: 4 }), fc.constantFrom('', '/'), (site, names, end) => {
      const basePath = names.map((one) => `/${one}`).join('');
      const read = readPublicUrl(`${site}${basePath}${end}`);
      expect(read).toEqual({ origin: site, basePath });
      expect(new URL(`${read?.origin}${read?.basePath}/pods`).pathname).toBe(`${basePath}/pods`);
      expect(basePathOf({ publicUrl: `${read?.origin}${read?.basePath}` })).toBe(basePath);
    }),
  );
});

test('never throws, and what it accepts resolves to itself', () => {
  const wild = fc.string({
    unit: fc.constantFrom('/', '.', 'a', '%', '2', 'e', '?', '#', '\\', ':', '@', ' '),
  });
  fc.assert(
    fc.property(wild, (rest) => {
      const read = readPublicUrl(`https://h${rest}`);
      if (read === undefined) return;
      expect(new URL(`https://h${read.basePath}/x`).pathname).toBe(`${read.basePath}/x`);
    }),
  );
});

test('a base path that is like a path of ours needs a proxy that leaves it', () => {
  expect(isAmbiguous('/pods', '/ws/api/sockjs')).toBe(true);
  expect(isAmbiguous('/ws', '/ws/api/sockjs')).toBe(true);
  expect(isAmbiguous('/sockjs', '/sockjs')).toBe(true);
  expect(isAmbiguous('/podshell', '/ws/api/sockjs')).toBe(false);
  expect(isAmbiguous('/sock', '/sockjs')).toBe(false);
  expect(isAmbiguous('/tools/pods', '/ws/api/sockjs')).toBe(false);
  expect(isAmbiguous('', '/ws/api/sockjs')).toBe(false);
});
