import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nativeFiles } from './native-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-native-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('native files are found by name and by their first bytes', async () => {
  for (const name of ['a', '.next']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'a', 'x.js'), 'export {}');
  await writeFile(join(folder, 'a', 'empty'), '');
  expect(await nativeFiles(folder)).toEqual([]);
  await writeFile(join(folder, 'a', 'pty.node'), '');
  await writeFile(join(folder, '.next', 'sharp.node'), '');
  await writeFile(join(folder, 'libvips.so.8.18'), '');
  await writeFile(join(folder, 'tool'), Buffer.from('7f454c460201', 'hex'));
  expect(await nativeFiles(folder)).toEqual(['.next/sharp.node', 'a/pty.node', 'libvips.so.8.18', 'tool']);
});
