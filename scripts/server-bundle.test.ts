import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { bundled, type Part, writeParts } from './server-bundle.ts';

const ENTRY: Part = { type: 'chunk', fileName: 'run.mjs', code: 'import "./a.mjs"; "\u2026"', isEntry: true };
const MAP: Part = { type: 'asset', fileName: 'run.mjs.map', source: '{}' };

async function folderWith(...old: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-bundle-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of old) await writeFile(join(folder, name), 'old');
  return folder;
}

test('a folder holds the parts of the last build alone, in ASCII', async () => {
  const folder = await folderWith('run.mjs', 'b-1.mjs');
  await writeParts(folder, [ENTRY, { ...ENTRY, fileName: 'a.mjs', isEntry: false }, MAP]);
  expect((await readdir(folder)).sort()).toEqual(['a.mjs', 'run.mjs', 'run.mjs.map']);
  expect(await readFile(join(folder, 'run.mjs'), 'utf8')).toBe('import "./a.mjs"; "\\u2026"');
});

test('a build that stops half-way leaves no entry, also not that of the build before', async () => {
  const folder = await folderWith('run.mjs');
  const bad: Part = { type: 'chunk', fileName: 'a.mjs', code: 'String.raw`\u2026`', isEntry: false };
  await expect(writeParts(folder, [ENTRY, MAP, bad])).rejects.toThrow('String.raw');
  expect(await readdir(folder)).toEqual(['run.mjs.map']);
});

test('a stack trace with the maps names the lines of the sources', async () => {
  const root = await folderWith();
  const source = join(root, 'run.ts');
  await writeFile(source, '// A comment that goes.\n\nthrow new Error(`\u2026` as string);\n');
  const folder = join(root, 'built', 'server');
  await writeParts(folder, await bundled(source, folder));
  const flags = ['--enable-source-maps', join(folder, 'run.mjs')];
  const { stderr } = await promisify(execFile)(process.execPath, flags).catch((error) => error);
  expect(stderr).toContain(`(${source}:3:`);
});
