import { glob, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dropRouteManifests } from './drop-route-manifests.ts';
import { pagePlaces } from './page-places.ts';

test('the lists of routes go, those of pages stay', async () => {
  const root = await mkdtemp(join(tmpdir(), 'podshell-manifests-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const { built } = pagePlaces(root);
  const app = join(built, 'server', 'app');
  const names = [
    'api/[[...unknown]]/route_client-reference-manifest.js',
    'api/me/route.js',
    'api/me/route_client-reference-manifest.js',
    'pods/(list)/page_client-reference-manifest.js',
  ];
  for (const name of names) {
    await mkdir(dirname(join(app, name)), { recursive: true });
    await writeFile(join(app, name), '');
  }
  expect(await dropRouteManifests({ root, built })).toBe(2);
  const left: string[] = [];
  for await (const name of glob('**/*.js', { cwd: app })) left.push(name);
  expect(left.sort()).toEqual(['api/me/route.js', 'pods/(list)/page_client-reference-manifest.js']);
});
