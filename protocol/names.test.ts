import { describe, expect, test } from 'vitest';
import { MAX_NAMESPACES } from './limits.ts';
import { checkNames, findInvalidName, isLabelName, isSubdomainName, type RequestedNames } from './names.ts';

describe('RFC 1123 labels', () => {
  test.each(['a', '0', 'team-a', 'a'.repeat(63)])('%s is one', (name) => {
    expect(isLabelName(name)).toBe(true);
  });

  test.each(['', '-a', 'a-', 'A', 'a.b', 'a_b', 'é', '../x', 'a/b', 'a%2fb', 'a\n', 'a'.repeat(64)])(
    '%j is none',
    (name) => {
      expect(isLabelName(name)).toBe(false);
    },
  );
});

describe('RFC 1123 subdomains', () => {
  test.each(['a', 'web-0.web', `${'a'.repeat(200)}.b`])('%s is one', (name) => {
    expect(isSubdomainName(name)).toBe(true);
  });

  test.each(['', '.', 'a.', '.a', 'a..b', 'A.b', 'a/b', 'a'.repeat(254)])('%j is none', (name) => {
    expect(isSubdomainName(name)).toBe(false);
  });
});

describe('the names of a request', () => {
  test('are valid, or the default', () => {
    expect(findInvalidName({})).toBeUndefined();
    expect(findInvalidName({ namespaces: ['a', 'b'], pod: 'web-0.web', container: 'main' })).toBeUndefined();
  });

  test.each<[RequestedNames, string]>([
    [
      { namespace: 'Team', pod: 'x' },
      '"Team" is not a valid namespace name. Use up to 63 characters: lowercase letters, digits and hyphens, ' +
        'with a letter or digit first and last (RFC 1123).',
    ],
    [
      { namespace: 'a', pod: '../x' },
      '"../x" is not a valid pod name. Use up to 253 characters: lowercase letters, digits, hyphens and dots, ' +
        'with a letter or digit first and last (RFC 1123).',
    ],
    [{ namespaces: ['a', ''] }, '"" is not a valid namespace name.'],
    [{ container: 'a.b' }, '"a.b" is not a valid container name.'],
    [{ container: 'x'.repeat(64) }, `"${'x'.repeat(63)}" is not a valid container name.`],
  ])('%j are refused with a sentence that says which, and how names look', (names, sentence) => {
    expect(() => checkNames(names)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    expect(() => checkNames(names)).toThrow(sentence);
  });

  test('may be a hundred namespaces, and no more', () => {
    const namespaces = Array.from({ length: MAX_NAMESPACES }, (_, index) => `n${index}`);
    checkNames({ namespaces });
    expect(() => checkNames({ namespaces: [...namespaces, 'one-more'] })).toThrow('name up to 100');
  });
});
