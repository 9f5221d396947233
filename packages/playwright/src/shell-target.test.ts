import { expect, test } from 'vitest';
import { shellUrl } from './shell-target.ts';

test.each([
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/shell/a/b'],
  ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/shell/a/b'],
  ['https://portal.example.com/tools/podshell', 'https://portal.example.com/tools/podshell/shell/a/b'],
  ['https://portal.example.com/tools/podshell/', 'https://portal.example.com/tools/podshell/shell/a/b'],
])('the page of a shell at %s', (podshell, url) => {
  expect(shellUrl(podshell, { namespace: 'a', pod: 'b' })).toBe(url);
});

test.each(['localhost:3000', '127.0.0.1:3000', '/tools/podshell', '', 'ftp://files', 'http://'])(
  'no address of a website: %s',
  (podshell) => {
    expect(() => shellUrl(podshell, { namespace: 'a', pod: 'b' })).toThrow(
      `Podshell's address must begin with http:// or https://, not "${podshell}". Set baseURL`,
    );
  },
);
