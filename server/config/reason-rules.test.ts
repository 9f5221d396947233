import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonModeOf, reasonRules } from './reason-rules.ts';

const { schema } = reasonRules();
const modeIn = (setting: string, namespace: string) => reasonModeOf(schema.parse(setting), namespace);

test.each([
  ['off', 'prod', 'off'],
  ['required', 'prod', 'required'],
  ['required:prod-*', 'prod-eu', 'required'],
  ['required:prod-*', 'prod', 'off'],
  ['required:prod-*, optional:*', 'dev', 'optional'],
  ['off:prod-sandbox,required:prod-*,optional', 'prod-sandbox', 'off'],
  ['required:*-prod', 'team-a-prod', 'required'],
  ['required:*-prod', 'team-a-product', 'off'],
  ['required:a*a', 'a', 'off'],
  ['required:a*b*c', 'axxbxxc', 'required'],
  ['required:a*b*c', 'acb', 'off'],
])('%s, namespace %s: %s', (setting, namespace, mode) => {
  expect(modeIn(setting, namespace)).toBe(mode);
});

test.each([
  'yes',
  'required:',
  'required:Prod',
  'required:a:b',
  'required:prod_a',
  // The second rule would never count.
  'optional,required:prod',
  'optional:*,required:prod',
])('%s is refused', (setting) => {
  expect(schema.safeParse(setting).success).toBe(false);
});

test('patterns match as regular expressions would', () => {
  const text = (letters: string) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text('ab*'), text('ab'), (pattern, name) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      const mode = reasonModeOf([{ mode: 'required', namespaces: pattern }], name);
      expect(mode === 'required').toBe(expression.test(name));
    }),
  );
});
