import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { BASE_PATH_PLACEHOLDER } from './base-path-placeholder.ts';
import { makeGaps } from './make-gaps.ts';
import { UNUSED_MS } from './page-copy.ts';
import { pagePlaces } from './page-places.ts';
import { preparePages } from './prepare-pages.ts';

const P = BASE_PATH_PLACEHOLDER;

const FILES = {
  BUILD_ID: 'one',
  'routes-manifest.json': JSON.stringify({
    basePath: P,
    redirects: [
      { source: `${P}/`, destination: P },
      { source: '/:path+/', destination: '/:path+' },
    ],
  }),
  'static/chunks/a.js': `fetch("${P}/x");f("${P}")`,
  'static/media/font.woff2': '\u0000\u0001',
  'server/app/page.html': `<script src="${P}/a.js">`,
  'server/chunks/a.js.map': P,
  'cache/x': P,
};

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-pages-test-'));
  root = join(folder, 'root');
  await built(FILES);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

async function built(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, '.next', name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  }
  await mkdir(join(root, 'node_modules', 'next'), { recursive: true });
  await writeFile(join(root, 'node_modules', 'next', 'package.json'), '{"name":"next"}');
}

async function prepare(basePath: string, changes: { temporary?: string; clock?: FakeClock } = {}) {
  const pages = await preparePages({
    places: pagePlaces(root),
    basePath,
    stateDirectory: join(folder, 'state'),
    temporaryDirectory: changes.temporary ?? join(folder, 'tmp'),
    uid: process.getuid?.(),
    clock: changes.clock ?? new FakeClock(),
  });
  onTestFinished(pages.dispose);
  return pages.directory;
}

const textOf = (directory: string, name: string) => readFile(join(directory, '.next', name), 'utf8');

test('a build serves "/" as it is', async () => {
  await makeGaps(pagePlaces(root));
  expect(await prepare('')).toBe(root);
  expect(await textOf(root, 'static/chunks/a.js')).toBe('fetch("/x");f("")');
  expect(JSON.parse(await textOf(root, 'routes-manifest.json'))).toEqual({
    basePath: '',
    redirects: [{ source: '/:path+/', destination: '/:path+' }],
  });
});

describe('under a base path', () => {
  beforeEach(() => makeGaps(pagePlaces(root)));

  test('the copy has it everywhere, and nothing that is not served', async () => {
    const directory = await prepare('/tools/a');
    expect(await textOf(directory, 'static/chunks/a.js')).toBe('fetch("/tools/a/x");f("/tools/a")');
    expect(await textOf(directory, 'server/app/page.html')).toBe('<script src="/tools/a/a.js">');
    expect(JSON.parse(await textOf(directory, 'routes-manifest.json'))).toMatchObject({
      basePath: '/tools/a',
    });
    expect(await textOf(directory, 'static/media/font.woff2')).toBe(FILES['static/media/font.woff2']);
    expect(await readdir(join(directory, '.next'))).not.toContain('cache');
    expect(await readdir(join(directory, '.next', 'server'))).toEqual(['app']);
    expect(await readdir(join(directory, 'node_modules'))).toEqual(['next']);
    expect((await stat(directory)).mode & 0o077).toBe(0);
  });

  test('two base paths have two copies, and the next start finds its own', async () => {
    const [a, b] = [await prepare('/a'), await prepare('/b')];
    expect(a).not.toBe(b);
    await writeFile(join(a, 'mark'), '');
    expect(await prepare('/a')).toBe(a);
    expect(await readdir(a)).toContain('mark');
  });

  test('another build has another copy', async () => {
    const first = await prepare('/a');
    await built({ ...FILES, BUILD_ID: 'two' });
    await makeGaps(pagePlaces(root));
    expect(await prepare('/a')).not.toBe(first);
  });

  test('starts at the same moment share one copy and leave no draft', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => prepare('/a')));
    expect(new Set(all).size).toBe(1);
    expect(await readdir(join(folder, 'state', 'pages'))).toHaveLength(1);
  });

  test('a copy that nobody has used for a day goes; one in use stays', async () => {
    const clock = new FakeClock();
    clock.advance(10 * UNUSED_MS);
    const [used, unused] = [await prepare('/used', { clock }), await prepare('/unused', { clock })];
    const old = (clock.now() - UNUSED_MS - 1000) / 1000;
    await utimes(unused, old, old);
    await prepare('/a', { clock });
    expect(await stat(used)).toBeDefined();
    await expect(stat(unused)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('where the state directory cannot be written to, it is in the temporary one', async () => {
    await writeFile(join(folder, 'state'), '');
    expect(await prepare('/a')).toContain(join(folder, 'tmp'));
  });

  test('without any place the error names both', async () => {
    await writeFile(join(folder, 'state'), '');
    await expect(prepare('/a', { temporary: join(folder, 'state') })).rejects.toThrow(
      /can't write its pages for the base path \/a\. Set PODSHELL_STATE_DIR.*\n.*state\/pages: ENOTDIR\n.*podshell-\d+: ENOTDIR/,
    );
  });

  test('a folder that others may write to is not used', async () => {
    await mkdir(join(folder, 'state', 'pages'), { recursive: true });
    await chmod(join(folder, 'state', 'pages'), 0o777);
    expect(await prepare('/a')).toContain(join(folder, 'tmp'));
  });

  test('pages that were changed after the build are refused', async () => {
    await writeFile(join(root, '.next', 'static/chunks/a.js'), 'changed');
    await expect(prepare('/a')).rejects.toThrow('has changed since the pages were built');
  });
});

test('pages of a build without gaps are refused for a base path', async () => {
  await expect(prepare('/a')).rejects.toThrow('Run "npm run build" again');
});

test.each([
  [
    'a length that a minifier computed',
    { 'static/chunks/b.js': `x="${P}".slice(${P.length})` },
    'length of the base path',
  ],
  ['rows with a length', { 'server/app/x.rsc': `1:T5a,${P}` }, 'rows with a length'],
])('a build with %s fails', async (_name, files, words) => {
  await built(files);
  await expect(makeGaps(pagePlaces(root))).rejects.toThrow(words);
});
