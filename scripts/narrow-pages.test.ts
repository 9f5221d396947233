import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { narrowPages } from './narrow-pages.ts';

const RENDERER = 'next/dist/compiled/next-server/a-page.runtime.prod.js';

test('pages and their renderer are in ASCII, do what they did, and the renderer is loaded once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'podshell-narrow-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const chunks = join(root, '.next', 'server', 'chunks', 'ssr');
  const installed = join(root, 'node_modules', RENDERER);
  for (const folder of [chunks, join(installed, '..')]) await mkdir(folder, { recursive: true });
  await writeFile(join(root, 'package.json'), '{}');
  await writeFile(installed, 'exports.arrow = "\u2192"; exports.path = require("node:path");');
  const page = (load: string) => `exports.renderer = (${load})(); exports.dots = "\u2026";`;
  await writeFile(join(chunks, 'a.js'), page(`() => require("${RENDERER}")`));
  await writeFile(join(chunks, '..', 'b.js'), page(`()=>require("${RENDERER}")`));
  await narrowPages({ root, built: join(root, '.next') });
  const require = createRequire(join(root, 'package.json'));
  const a = require(join(chunks, 'a.js'));
  const b = require(join(chunks, '..', 'b.js'));
  expect(a.dots).toBe('\u2026');
  expect(a.renderer.arrow).toBe('\u2192');
  expect(b.renderer).toBe(a.renderer);
  const files = ['chunks/ssr/a.js', 'chunks/b.js', 'a-page.runtime.prod.js'];
  for (const file of files) {
    expect(await readFile(join(root, '.next', 'server', file), 'utf8')).toMatch(/^[\0-\x7f]+$/);
  }
});
