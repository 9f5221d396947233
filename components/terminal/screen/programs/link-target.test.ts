import { describe, expect, test } from 'vitest';
import { hiddenTarget, shownTarget } from './link-target.ts';

const OWN = 'https://podshell.example.com';

describe('the address of an OSC 8 link', () => {
  test.each([
    ['https://example.com/a', 'example.com'],
    ['http://example.com:8080/a', 'example.com:8080'],
    ['https://EXÄMPLE.com/', 'xn--exmple-cua.com'],
    ['mailto:a@example.com', 'a@example.com'],
    ['mailto:a%40example.com', 'a@example.com'],
  ])('%s leads to %s', (address, place) => {
    expect(hiddenTarget(address, OWN)).toMatchObject({ kind: 'allowed', place });
  });

  test.each([
    'https://example.com@evil.example/',
    'https://user:secret@example.com/',
    `${OWN}/api/pod/debian/shell`,
    `${OWN}:443/`,
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'vscode://x',
    '/pods',
    '   ',
    '',
  ])('%j is refused', (address) => {
    expect(hiddenTarget(address, OWN)).toEqual({ kind: 'refused', address });
  });
});

test('an address in the text may be on this origin, but must be http(s) without a user name', () => {
  expect(shownTarget(`${OWN}/pods`)).toMatchObject({ kind: 'allowed', place: 'podshell.example.com' });
  for (const address of ['https://example.com@evil.example/', 'mailto:a@example.com', 'x']) {
    expect(shownTarget(address)).toEqual({ kind: 'refused', address });
  }
});
