import fc from 'fast-check';
import { expect, test } from 'vitest';
import { podsCatalog } from './catalog.ts';
import { listed } from './messages.ts';

test('the title names a few namespaces, and counts many', () => {
  const many = Array.from({ length: 1_500 }, (_, index) => `n${index}`);
  expect(podsCatalog.en.titleIn([])).toBe('Pods');
  expect(podsCatalog.en.titleIn(['a', 'b'])).toBe('Pods in a and b');
  expect(podsCatalog.en.titleIn(many)).toBe('Pods in 1500 namespaces');
  expect(podsCatalog['zh-CN'].titleIn(many)).toBe('1500 个命名空间中的 Pod');
});

test('names are listed as English does', () => {
  const english = new Intl.ListFormat('en');
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z-]{1,9}$/)), (names) => {
      expect(listed(names)).toBe(english.format(names));
    }),
  );
});
