import { describe, expect, test } from 'vitest';
import { isEmbedded, readShellAddress } from './shell-address.ts';

const route = { namespace: 'team-a', pod: 'web-0.example' };

test('embed=1 asks for the terminal alone', () => {
  expect(isEmbedded({ embed: '1', container: 'main' })).toBe(true);
  for (const embed of [undefined, '', '0', 'true', ['1', '1']]) expect(isEmbedded({ embed })).toBe(false);
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
    [{ namespace: 'Team_A', pod: 'web' }, {}, '“Team_A” is not the name of a namespace.'],
    [{ namespace: 'team-a', pod: '..%2fsecrets' }, {}, '“../secrets” is not the name of a pod.'],
    [{ namespace: 'team-a', pod: '%zz' }, {}, '“%zz” is not the name of a pod.'],
    [route, { container: 'a b' }, '“a b” is not the name of a container.'],
  ])('%j %j is no place', (where, search, reason) => {
    expect(readShellAddress(where, search)).toEqual({ kind: 'invalid', reason });
  });
});
