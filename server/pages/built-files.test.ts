import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { builtFilesIn } from './built-files.ts';

test('knows which files there are', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'podshell-built-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await mkdir(join(directory, '.next', 'static', 'chunks'), { recursive: true });
  await writeFile(join(directory, '.next', 'static', 'chunks', 'a.js'), '');
  const has = builtFilesIn(directory);
  expect(await has(['chunks', 'a.js'])).toBe(true);
  expect(await has(['chunks', 'b.js'])).toBe(false);
  expect(await has(['a.js'])).toBe(false);
});
