import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBuiltRoutes } from './built-routes.ts';

const ENTRIES = {
  '/(list)/pods/page': '/pods',
  '/pods/[pod]/page': '/pods/[pod]',
  '/api/[[...unknown]]/route': '/api/[[...unknown]]',
  '/api/pods/[pod]/route': '/api/pods/[pod]',
  '/api/me/route': '/api/me',
  '/_not-found/page': '/_not-found',
};

const DYNAMIC = [
  { page: '/api/pods/[pod]', regex: '^/api/pods/([^/]+?)(?:/)?$' },
  { page: '/api/[[...unknown]]', regex: '^/api(?:/(.+?))?(?:/)?$' },
  { page: '/pods/[pod]', regex: '^/pods/([^/]+?)(?:/)?$' },
];

async function built(dynamicRoutes: unknown = DYNAMIC): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-routes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'server'));
  const files = Object.fromEntries(Object.keys(ENTRIES).map((entry) => [entry, `app${entry}.js`]));
  await writeFile(join(folder, 'server', 'app-paths-manifest.json'), JSON.stringify(files));
  await writeFile(join(folder, 'app-path-routes-manifest.json'), JSON.stringify(ENTRIES));
  await writeFile(join(folder, 'routes-manifest.json'), JSON.stringify({ version: 3, dynamicRoutes }));
  return folder;
}

test.each([
  ['/pods', 'app/(list)/pods/page.js'],
  ['/pods/a', 'app/pods/[pod]/page.js'],
  ['/api/me', 'app/api/me/route.js'],
  ['/api/pods/a', 'app/api/pods/[pod]/route.js'],
  ['/api/pods/a/b', 'app/api/[[...unknown]]/route.js'],
  ['/api', 'app/api/[[...unknown]]/route.js'],
])('%s is answered by %s', async (path, file) => {
  expect(readBuiltRoutes(await built()).fileOf(path)).toBe(file);
});

test.each(['/', '/nope', '/pods/a/b', '/_not-found', '/pods/[pod]/page', '//pods'])(
  'no page has %s',
  async (path) => {
    expect(readBuiltRoutes(await built()).fileOf(path)).toBe(undefined);
  },
);

test('the page for unknown paths is known', async () => {
  expect(readBuiltRoutes(await built()).notFound).toBe('app/_not-found/page.js');
});

test('a list of another form is refused', async () => {
  const folder = await built({});
  expect(() => readBuiltRoutes(folder)).toThrow('dynamicRoutes');
});
