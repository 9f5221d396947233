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
  {
    page: '/api/pods/[pod]',
    namedRegex: '^/api/pods/(?<nxtPpod>[^/]+?)(?:/)?$',
    routeKeys: { nxtPpod: 'nxtPpod' },
  },
  {
    page: '/api/[[...unknown]]',
    namedRegex: '^/api(?:/(?<nxtPunknown>.+?))?(?:/)?$',
    routeKeys: { nxtPunknown: 'nxtPunknown' },
  },
  { page: '/pods/[pod]', namedRegex: '^/pods/(?<a>[^/]+?)(?:/)?$', routeKeys: { a: 'nxtPpod' } },
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
  expect(readBuiltRoutes(await built()).find(path)?.file).toBe(file);
});

test.each(['/', '/nope', '/pods/a/b', '/_not-found', '/pods/[pod]/page', '//pods'])(
  'no page has %s',
  async (path) => {
    expect(readBuiltRoutes(await built()).find(path)).toBe(undefined);
  },
);

test.each([
  ['/pods', undefined],
  ['/pods/a.rsc', { pod: 'a.rsc' }],
  ['/pods/[pod]', { pod: '[pod]' }],
  ['/api/pods/%2e%2e', { pod: '..' }],
  ['/api/pods/a%2Fb%C3%A9', { pod: 'a/b\u00e9' }],
  ['/api', {}],
  ['/api/a/b%2Fc', { unknown: ['a', 'b/c'] }],
])('the parts of %s are what stands there', async (path, params) => {
  expect(readBuiltRoutes(await built()).find(path)?.params).toEqual(params);
});

test('the page for unknown paths is known', async () => {
  expect(readBuiltRoutes(await built()).notFound).toBe('app/_not-found/page.js');
});

test('a list of another form is refused', async () => {
  const folder = await built({});
  expect(() => readBuiltRoutes(folder)).toThrow('dynamicRoutes');
});
