import { describe, expect, test } from 'vitest';
import { isEmbedded } from '#components/addresses/pages.ts';
import { readShellAddress } from './shell-address.ts';

const route = { namespace: 'team-a', pod: 'web-0.example' };

test('embed=1 asks for the terminal alone', () => {
  expect(isEmbedded('1')).toBe(true);
  expect(isEmbedded(['1'])).toBe(true);
  for (const embed of [undefined, '', '0', 'true', [], ['1', '1']]) expect(isEmbedded(embed)).toBe(false);
});

describe('the address of a shell', () => {
  test('names a place', () => {
    expect(readShellAddress(route, { container: 'main', context: 'alice' })).toEqual({
      kind: 'place',
      place: { namespace: 'team-a', pod: 'web-0.example', container: 'main', context: 'alice' },
    });
  });

  test('leaves out what is empty, and takes the first of several', () => {
    expect(readShellAddress(route, { container: '', context: ['alice', 'bob'] })).toMatchObject({
      place: { container: undefined, context: 'alice' },
    });
  });

  test('names no command', () => {
    expect(readShellAddress(route, { command: 'rm', shell: 'rm' })).toEqual(readShellAddress(route, {}));
  });

  test.each([
    [{ namespace: 'Team_A', pod: 'web' }, {}, { what: 'namespace', name: 'Team_A' }],
    [{ namespace: 'team-a', pod: '..%2fsecrets' }, {}, { what: 'pod', name: '../secrets' }],
    [{ namespace: 'team-a', pod: '%zz' }, {}, { what: 'pod', name: '%zz' }],
    [route, { container: 'a b' }, { what: 'container', name: 'a b' }],
  ])('%j %j is no place', (where, search, invalid) => {
    expect(readShellAddress(where, search)).toEqual({ kind: 'invalid', ...invalid });
  });
});
