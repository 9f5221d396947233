import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundledPackages } from './bundled-packages.ts';

test('the maps tell the packages of bundles, each once, also one inside of another', async () => {
  const root = await mkdtemp(join(tmpdir(), 'podshell-bundles-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const folder = join(root, '.next', 'podshell');
  await mkdir(folder, { recursive: true });
  const map = async (name: string, ...sources: string[]) => {
    await writeFile(join(folder, `${name}.map`), JSON.stringify({ sources }));
    return join(folder, name);
  };
  const modules = '../../node_modules';
  const bundles = [
    await map('run.mjs', '../../server/run.ts', `${modules}/ws/lib/a.js`, `${modules}/ws/lib/b.js`),
    await map('c.mjs', `${modules}/@scope/c/index.js`, `${modules}/ws/node_modules/d/index.js`),
    join(folder, 'rolldown-runtime-1.mjs'),
  ];
  expect(await bundledPackages(root, bundles)).toEqual([
    'node_modules/@scope/c',
    'node_modules/ws',
    'node_modules/ws/node_modules/d',
  ]);
  await expect(bundledPackages(root, [join(folder, 'no-map.mjs')])).rejects.toThrow('ENOENT');
});
