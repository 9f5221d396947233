import { describe, expect, test } from 'vitest';
import { isLabelName, isSubdomainName } from './names.ts';

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
