import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYamlLine } from './yaml-lines.ts';

test.each([
  ['kind: Pod', '', 'kind:', ' Pod'],
  ['    - name: web', '    - ', 'name:', ' web'],
  ['  app.kubernetes.io/name: x', '  ', 'app.kubernetes.io/name:', ' x'],
  ['  "f:metadata": {}', '  ', '"f:metadata":', ' {}'],
  ['        - echo hello', '        - ', '', 'echo hello'],
  ['          https://example.org', '          ', '', 'https://example.org'],
  ['spec:', '', 'spec:', ''],
])('%j', (line, lead, key, rest) => {
  expect(parseYamlLine(line)).toEqual({ lead, key, rest });
});

test('no character is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      const { lead, key, rest } = parseYamlLine(line);
      expect(lead + key + rest).toBe(line);
    }),
  );
});
