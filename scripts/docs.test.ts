import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { snippet } from './snippet.ts';

const root = join(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

/** Source folders whose rooms the architecture page names. */
const SOURCES = [
  'app',
  'protocol',
  'components',
  'server',
  'demo-cluster',
  'cli',
  'e2e',
  'bench',
  'scripts',
  'packages',
];

/** Planned rooms, which the architecture page names without a slash at the end. */
const PLANNED: readonly string[] = [];

/** Folders that commands write to. */
const WRITTEN = ['bench/results/', 'dist/'];

/** Every path in a source folder that a document names in backticks. */
function namedPaths(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/`([^`\s]+\/[^`\s]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => [...SOURCES, 'docs'].includes(path.split('/')[0] ?? ''));
}

const named = namedPaths('docs/architecture.md');

/** Every folder with source files, except test support and Next's route segments. */
function rooms(): readonly string[] {
  const folders = tracked.filter((file) => /\.tsx?$/.test(file)).map((file) => dirname(file));
  const areRooms = (folder: string) =>
    SOURCES.includes(folder.split('/')[0] ?? '') &&
    !/(^|\/)(testing|support)(\/|$)/.test(folder) &&
    !/^app\/[^/]+\/./.test(folder);
  return [...new Set(folders)].filter(areRooms).sort();
}

test('the architecture page names every room', () => {
  const isNamed = (room: string) => named.includes(`${room}/`);
  // A folder that only contains rooms and their shared files needs no row of its own.
  const isCovered = (room: string) => isNamed(room) || named.some((path) => path.startsWith(`${room}/`));
  expect(rooms().filter((room) => !isCovered(room))).toEqual([]);
});

const documents = tracked.filter((file) => file.endsWith('.md') && !file.includes('fixtures/'));

test('the README configures proxies as docs/proxies.md does, where browser tests run the blocks of servers at hand', () => {
  const page = readFileSync(join(root, 'docs', 'proxies.md'), 'utf8');
  expect(page).toContain(`\n\`\`\`nginx\n${snippet('README.md', 'nginx')}\`\`\`\n`);
  expect(page).toContain(`\n\`\`\`caddy\n${snippet('README.md', 'caddy')}\`\`\`\n`);
  expect(page).toContain(`\n\`\`\`haproxy\n${snippet('README.md', 'haproxy')}\`\`\`\n`);
  expect(page).toContain(`\n\`\`\`yaml\n${snippet('README.md', 'traefik')}\`\`\`\n`);
  expect(page).toContain(`\n\`\`\`yaml\n${snippet('README.md', 'ingress')}\`\`\`\n`);
});

test('rooms to come do not exist yet', () => {
  expect(PLANNED.filter((path) => existsSync(join(root, path)))).toEqual([]);
});

test.each(documents)('%s names only source paths that exist', (file) => {
  const isKnown = (path: string) =>
    existsSync(join(root, path)) ||
    PLANNED.includes(path) ||
    WRITTEN.some((folder) => path.startsWith(folder));
  expect(namedPaths(file).filter((path) => !isKnown(path))).toEqual([]);
});

test.each(documents)('%s names only source files that exist', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const names = [...text.matchAll(/`([\w.-]+\.(?:ts|tsx|mjs))`/g)].map(([, name = '']) => name);
  const existing = new Set(tracked.map((path) => basename(path)));
  expect(names.filter((name) => !existing.has(name))).toEqual([]);
});

test.each(documents)('%s links to files that exist', (file) => {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
  expect(targets.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
});

test.each(documents)('%s names npm commands that exist', (file) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = [...readFileSync(join(root, file), 'utf8').matchAll(/\bnpm run ([a-z0-9:-]+)/g)];
  expect(commands.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

const variablesIn = (file: string) =>
  readFileSync(join(root, file), 'utf8').match(/\bPODSHELL(?:_[A-Z0-9]+)+\b/g);
const variables = new Set(
  tracked
    .filter((file) => /\.(?:ts|mjs)$/.test(file) && !/\.test\.ts$/.test(file))
    .flatMap((file) => variablesIn(file) ?? []),
);

test.each(documents)('%s names only variables that code reads', (file) => {
  // What was removed is named there once more.
  const known =
    file === 'CHANGELOG.md' ? new Set([...variables, 'PODSHELL_ALLOW_UNAUTHENTICATED']) : variables;
  const named = variablesIn(file) ?? [];
  expect(named.filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')))).toEqual([]);
});

/** With `{}` for each parameter, as in `GET /api/sessions/{}/viewers`. */
const routes = new Set(
  tracked
    .filter((file) => /^app\/api\/.*\/route\.ts$/.test(file))
    .flatMap((file) => {
      const path = dirname(file)
        .slice('app'.length)
        .replaceAll(/\[[^\]]+\]/g, '{}');
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b/gm)].map(
        ([, method]) => `${method} ${path}`,
      );
    }),
);

test.each(documents)('%s names only routes that exist', (file) => {
  expect(routes.size).toBeGreaterThan(20);
  const text = readFileSync(join(root, file), 'utf8');
  const named = [...text.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE) \/api\/[\w/{}-]*[\w}]/g)].map(([route]) =>
    route.replaceAll(/\{\w+\}/g, '{}'),
  );
  expect(named.filter((route) => !routes.has(route))).toEqual([]);
});

/** Documents whose code blocks users copy: each block has a name, and a test runs it as it stands. */
const COPIED = [
  'README.md',
  'docs/api.md',
  'docs/embedding.md',
  'docs/testing.md',
  'packages/playwright/README.md',
];

const usedSnippets = tracked
  .filter((file) => /\.(spec|test)\.ts$/.test(file))
  .flatMap((file) => [
    ...readFileSync(join(root, file), 'utf8').matchAll(/\bsnippet\(\s*'([^']+)',\s*'([^']+)'/g),
  ])
  .map(([, file, name]) => `${file}: ${name}`);

test.each(COPIED)('a test runs each code block of %s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const names = [...text.matchAll(/<!-- (\w+) -->\n```\w+\n/g)].map(([, name]) => `${file}: ${name}`);
  expect(names).toHaveLength([...text.matchAll(/^```\w+$/gm)].length);
  expect(names.filter((name) => !usedSnippets.includes(name))).toEqual([]);
});

test('each decision has a number of its own, in its name and its heading', () => {
  const decisions = tracked.filter((file) => /^docs\/decisions\/\d/.test(file));
  const numbers = decisions.map((file) => Number(basename(file).slice(0, 4)));
  expect(numbers).toEqual([...new Set(numbers)]);
  const headings = decisions.map((file) => readFileSync(join(root, file), 'utf8').match(/^# (\d+)\. /)?.[1]);
  expect(headings.map(Number)).toEqual(numbers);
});

test('continuous integration runs the command that the README gives', () => {
  expect(readFileSync(join(root, '.ci', 'run'), 'utf8')).toContain(`\n${snippet('README.md', 'test')}`);
});
