import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimedGroups, namedUser, tokenIn } from './proxy-headers.ts';

const presented = (...lines: string[]) => ({ headers: { 'x-user': lines }, peer: '127.0.0.1' });

/** Header values as Node gives them: each byte one character. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array).toString('latin1')),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => Buffer.from(text).toString('latin1')),
  fc.constantFrom('alice', 'system:admin', 'a,b', ' alice', '\ufeffalice'),
);

test('a name is what was sent, byte by byte, so that two headers never name one user', () => {
  fc.assert(
    fc.property(bytes, (line) => {
      const user = namedUser(presented(line), 'X-User');
      if (user === undefined || 'fault' in user) return;
      expect(Buffer.from(user.name, 'utf8').toString('latin1')).toBe(line);
      expect(user.name).not.toMatch(/^system:|,|^\s|\s$|^$/);
    }),
    { numRuns: 2000 },
  );
});

test('no two headers name a user, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 2, maxLength: 4 }), (lines) => {
      expect(namedUser(presented(...lines), 'x-user')).toHaveProperty('fault');
    }),
  );
});

test('no header is no fault', () => {
  expect(namedUser({ headers: {}, peer: '' }, 'X-User')).toBeUndefined();
});

test('a fault does not repeat what was sent', () => {
  const user = namedUser(presented('system:secret'), 'X-User');
  expect(user).toEqual({ fault: expect.not.stringContaining('secret') });
});

test.each([
  [
    ['a,b', ' c , d'],
    ['a', 'b', 'c', 'd'],
  ],
  [[''], ['']],
  [['\xff,a', 'b'], ['b']],
  [[], []],
])('groups of %j', (lines, groups) => {
  expect(claimedGroups(presented(...lines), 'X-User')).toEqual(groups);
});

test.each([
  [['abc'], 'abc'],
  [['Bearer abc'], 'abc'],
  [['BEARER   abc '], 'abc'],
  [['Basic abc'], 'Basic abc'],
  [['Bearerabc'], 'Bearerabc'],
  [['a', 'b'], undefined],
  [[], undefined],
])('the token of %j', (lines, token) => {
  expect(tokenIn(presented(...lines), 'X-User')).toBe(token);
});
