/** Both languages of every area, looked at together. */

import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callBoth, type Entry, entriesOf, heldOf } from './testing/entries.ts';

const root = resolve(import.meta.dirname, '../..');
const translations = globSync('components/**/*messages.zh.ts', { cwd: root }).sort();

/** Names, which are the same in every language. */
const SAME = new Set([
  'Podshell',
  'Pods',
  'YAML',
  'Pod IP',
  'Linux',
  'Windows',
  'JetBrains Mono',
  'Pod',
  'Shell',
]);

/** Not marks alone, no filter that can be typed, such as `status:crash`, and no keys. */
const NEEDS_WORDS = /^(?!-?[a-z]+:\S+$|Ctrl\+|⌘).*\p{L}/u;

test('every area has a translation', () => {
  const areas = globSync('components/**/{messages,*-messages}.ts', { cwd: root })
    // What frames exchange with their hosts is read by programs.
    .filter((path) => basename(path) !== 'embed-messages.ts')
    .map((path) => path.replace('.ts', '.zh.ts'));
  expect(areas.sort()).toEqual(translations);
});

describe.each(translations)('%s', async (path) => {
  const { messages: english } = await import(resolve(root, path.replace('.zh.ts', '.ts')));
  const { chinese } = await import(resolve(root, path));
  const here = entriesOf(english);
  const there = new Map(entriesOf(chinese).map((entry) => [entry.path, entry.value]));
  const pairs = here.map((entry) => ({ ...entry, chinese: there.get(entry.path) }));

  test('says the same things as the English one', () => {
    expect([...there.keys()].sort()).toEqual(here.map((entry) => entry.path).sort());
    expect(pairs.filter((pair) => typeof pair.value !== typeof pair.chinese)).toEqual([]);
  });

  test('is Chinese', () => {
    const left = pairs.filter(({ value, chinese }) => {
      if (typeof value !== 'string' || SAME.has(value) || !NEEDS_WORDS.test(value)) return false;
      return value === chinese || !/\p{Script=Han}/u.test(String(chinese));
    });
    expect(left).toEqual([]);
  });

  test('is empty only where English is', () => {
    expect(pairs.filter(({ value, chinese }) => (value === '') !== (chinese === ''))).toEqual([]);
  });

  const functions = pairs.filter(
    (pair): pair is Entry & { chinese: unknown } => typeof pair.value === 'function',
  );
  test.each(functions)('$path says something, with all that it is given', ({ value, chinese }) => {
    const answers = callBoth(value, chinese);
    expect(answers.length).toBeGreaterThan(0);
    for (const { args, english, chinese } of answers) {
      const told = `${basename(path)} of ${JSON.stringify(args)}: ${english} | ${chinese}`;
      expect(chinese.trim() === '', told).toBe(english.trim() === '');
      expect(heldOf(chinese, args), told).toEqual(expect.arrayContaining([...heldOf(english, args)]));
    }
  });
});
