import { describe, expect, test } from 'vitest';
import { isEmbedded } from '#components/addresses/pages.ts';
import { readShellAddress } from './shell-address.ts';

const route = { namespace: 'team-a', pod: 'web-0.example' };

test('embed=1 means the terminal without the layout', () => {
  expect(isEmbedded('1')).toBe(true);
  expect(isEmbedded(['1'])).toBe(true);
  for (const embed of [undefined, '', '0', 'true', [], ['1', '1']]) expect(isEmbedded(embed)).toBe(false);
});

describe('the address of a shell', () => {
  test('is parsed to a place', () => {
    expect(readShellAddress(route, { container: 'main', context: 'alice' })).toEqual({
      kind: 'place',
      place: { namespace: 'team-a', pod: 'web-0.example', container: 'main', context: 'alice' },
    });
  });

  test('ignores empty parameters and uses the first of several', () => {
    expect(readShellAddress(route, { container: '', context: ['alice', 'bob'] })).toMatchObject({
      place: { container: undefined, context: 'alice' },
    });
  });

  test('cannot contain a command', () => {
    expect(readShellAddress(route, { command: 'rm', shell: 'rm' })).toEqual(readShellAddress(route, {}));
  });

  test.each([
    [{ namespace: 'Team_A', pod: 'web' }, {}, { what: 'namespace', name: 'Team_A' }],
    [{ namespace: 'team-a', pod: '..%2fsecrets' }, {}, { what: 'pod', name: '../secrets' }],
    [{ namespace: 'team-a', pod: '%zz' }, {}, { what: 'pod', name: '%zz' }],
    [route, { container: 'a b' }, { what: 'container', name: 'a b' }],
  ])('%j %j is invalid', (where, search, invalid) => {
    expect(readShellAddress(where, search)).toEqual({ kind: 'invalid', ...invalid });
  });
});
