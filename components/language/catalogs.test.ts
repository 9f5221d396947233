/** Checks every catalog in every language. */

import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, SERVER_LANGUAGE } from './language.ts';
import { callBoth, type Entry, entriesOf, heldOf, textsOf } from './testing/entries.ts';
import { STALE_ENGLISH } from './testing/stale-english.ts';

type Catalog = Readonly<Record<string, unknown>>;

const root = resolve(import.meta.dirname, '../..');
const catalogs: readonly (readonly [string, Catalog])[] = (
  await Promise.all(
    globSync('components/**/*catalog.ts', { cwd: root, exclude: ['components/language/catalog.ts'] })
      .sort()
      .map(async (path) => {
        const exported: Readonly<Record<string, unknown>> = await import(resolve(root, path));
        return Object.entries(exported).map(
          ([name, value]) => [`${path} ${name}`, value as Catalog] as const,
        );
      }),
  )
).flat();
const translations = LANGUAGES.filter((language) => language !== SERVER_LANGUAGE);

/** Names that are the same in every language. */
const SAME = new Set([
  'Podshell',
  'Pods',
  'YAML',
  'Pod IP',
  'Linux',
  'Windows',
  'JetBrains Mono',
  'Pod',
  'ConfigMap',
  'Secret',
  'Shell',
]);

/** Messages whose argument is already Chinese text, which the samples do not show. */
const TAKES_CHINESE = new Set(['ago', 'restartedAgo']);

/** Matches text with words; not punctuation, filters such as `status:crash`, or keys. */
const NEEDS_WORDS = /^(?!-?[a-z]+:\S+$|Ctrl\+|⌘).*\p{L}/u;

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';

test('every catalog has every language', () => {
  expect(catalogs.length).toBeGreaterThanOrEqual(7);
  for (const [, catalog] of catalogs) expect(Object.keys(catalog).sort()).toEqual([...LANGUAGES].sort());
});

/** Names of properties, of parts of an object that is taken apart, and texts such as codes. */
const READ = /\.(\w+)|\b(\w+)\??:|'([^'\n]+)'|\{([^{}]*)\}\s*[=:)]/g;

/** Names that the cluster gives, under which sentences are looked up. */
const FROM_CLUSTER = new Set(['Unknown']);

test('something shows each sentence', () => {
  const read = new Set(
    globSync('{app,components,protocol}/**/*.{ts,tsx}', { cwd: root })
      .filter((path) => !/\.test\.|\/testing\/|(?<!embed-)messages(?:\.zh)?\.ts$/.test(path))
      .flatMap((path) => [...readFileSync(resolve(root, path), 'utf8').matchAll(READ)])
      .flatMap(([, property, key, text, parts]) => parts?.match(/\w+/g) ?? [property ?? key ?? text ?? '']),
  );
  const isRead = (path: string) => path.split('.').every((name) => read.has(name) || FROM_CLUSTER.has(name));
  const all = catalogs.flatMap(([name, catalog]) =>
    entriesOf(catalog[SERVER_LANGUAGE]).map(({ path }) => `${name} ${path}`),
  );
  expect(all.length).toBeGreaterThan(1_000);
  expect(all.filter((entry) => !isRead(entry.split(' ').at(-1) ?? ''))).toEqual([]);
});

describe.each(catalogs)('%s', (name, catalog) => {
  const here = entriesOf(catalog[SERVER_LANGUAGE]);

  describe.each(translations)('in %s', (language) => {
    const there = new Map(entriesOf(catalog[language]).map((entry) => [entry.path, entry.value]));
    const pairs = here.map((entry) => ({ ...entry, translated: there.get(entry.path) }));

    test('has the same keys as English', () => {
      expect([...there.keys()].sort()).toEqual(here.map((entry) => entry.path).sort());
      expect(pairs.filter((pair) => typeof pair.value !== typeof pair.translated)).toEqual([]);
    });

    test('is translated', () => {
      const left = pairs.filter(
        ({ value, translated }) =>
          typeof value === 'string' && !SAME.has(value) && NEEDS_WORDS.test(value) && value === translated,
      );
      expect(left).toEqual([]);
    });

    test('is empty only where English is', () => {
      expect(pairs.filter(({ value, translated }) => isBlank(value) !== isBlank(translated))).toEqual([]);
    });

    const functions = pairs.filter(
      (pair): pair is Entry & { translated: unknown } => typeof pair.value === 'function',
    );
    test.each(functions)('$path returns a text that contains all its arguments', ({ value, translated }) => {
      const answers = callBoth(value, translated);
      expect(answers.length).toBeGreaterThan(0);
      for (const { args, english, translated } of answers) {
        const told = `${name} of ${JSON.stringify(args)}: ${english} | ${translated}`;
        expect(translated.trim() === '', told).toBe(english.trim() === '');
        expect(heldOf(translated, args), told).toEqual(expect.arrayContaining([...heldOf(english, args)]));
      }
    });
  });

  test('Chinese texts are Chinese, with a space before and after Latin letters or digits', () => {
    const texts = textsOf(catalog['zh-CN'], catalog[SERVER_LANGUAGE]);
    const wordless = texts.filter(({ text, english }) => {
      return text !== '' && !SAME.has(english) && NEEDS_WORDS.test(english) && !/\p{Script=Han}/u.test(text);
    });
    expect(wordless.filter(({ made }) => !made)).toEqual([]);
    const crammed = texts.filter(
      ({ path, text }) =>
        !TAKES_CHINESE.has(path) && /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text),
    );
    expect(crammed).toEqual([]);
  });

  test('English has none of the stale phrases', () => {
    const texts = textsOf(catalog[SERVER_LANGUAGE], catalog[SERVER_LANGUAGE]);
    const stale = texts.flatMap(({ path, text }) =>
      STALE_ENGLISH.filter((pattern) => pattern.test(text)).map((pattern) => `${path}: ${text} (${pattern})`),
    );
    expect([...new Set(stale)]).toEqual([]);
  });
});

test.each([
  'You may not list pods in team-b.',
  'There is no such pod',
  'Nothing has such a name.',
  'Podshell tries again by itself.',
  'Connecting again in 4 s.',
  'The server no longer knows it.',
  'As in the beginning',
])('%j is a stale phrase', (text) => {
  expect(STALE_ENGLISH.some((pattern) => pattern.test(text))).toBe(true);
});
