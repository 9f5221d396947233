import fc from 'fast-check';
import { expect, test } from 'vitest';
import { impersonatedGroups, nameFault } from './impersonation.ts';

test('only listed groups are claimed, each once, in their order', () => {
  const claimed = ['ops', 'team-b', 'finance', 'team-a', 'ops', 'opsx', 'team-'];
  expect(impersonatedGroups(claimed, ['ops', 'team-*'])).toEqual(['ops', 'team-b', 'team-a', 'team-']);
});

test('without a list no group is claimed', () => {
  expect(impersonatedGroups(['ops'], [])).toEqual([]);
});

test.each([
  'system:masters',
  ' system:masters',
  '\tsystem:masters',
  's',
  '',
  'sy\nImpersonate-Group: system:masters',
  'sys\u0000',
  'sys\u2028',
  'sys\ud800',
  'sys ',
])('group %j is left out, whatever the list says', (group) => {
  const allowed = group === 's' ? ['sy*'] : ['s*', 'system:*', ' *', '*'];
  expect(impersonatedGroups([group, 'sales'], [...allowed, 'sales'])).toEqual(['sales']);
});

test('no list lets a group out that an API server would read as one of its own', () => {
  const word = fc.constantFrom('system:', 's', '*', ' ', '\t', 'masters', '\u00a0', '\r\n', 'é');
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(''));
  fc.assert(
    fc.property(fc.array(text), fc.array(text), (claimed, allowed) => {
      const groups = impersonatedGroups(claimed, allowed);
      expect(new Set(groups).size).toBe(groups.length);
      for (const group of groups) expect(group.trim()).not.toMatch(/^(system:|$)/);
    }),
  );
});

test.each(['alice', 'alice@example.com', 'Ada Lovelace', 'oidc:系统', 'System:x', 'a system:b', 'é\u200d'])(
  'a user may be named %j',
  (name) => {
    expect(nameFault(name)).toBeUndefined();
  },
);

test.each([
  ['', 'is empty'],
  ['system:admin', 'begins with system:, which Kubernetes reserves'],
  ['system:serviceaccount:a:b', 'begins with system:, which Kubernetes reserves'],
  [' system:admin', 'begins or ends with a space'],
  ['alice ', 'begins or ends with a space'],
  ['   ', 'begins or ends with a space'],
  ['ali\r\nImpersonate-Group: x', 'contains a control character'],
  ['ali\u0085ce', 'contains a control character'],
  ['ali\u007fce', 'contains a control character'],
  ['ali\udc00ce', 'is not valid Unicode'],
  ['a'.repeat(1025), 'is longer than 1024 characters'],
])('no user is named %j: it %s', (name, fault) => {
  expect(nameFault(name)).toBe(fault);
});
