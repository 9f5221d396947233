import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openCommand } from './open-browser.ts';

const URL = 'http://127.0.0.1:3000/?a=$(id)&b="';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-open-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['darwin', 'win32', 'linux'] as const)('%s: the URL is one argument', (platform) => {
  expect(openCommand(URL, platform).args.at(-1)).toBe(URL);
});

test('no shell reads the URL', async () => {
  const record = join(folder, 'record');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(record)}, process.argv.at(-1))`;
  const args = ['--eval', script, '--', URL];
  expect(await openBrowser({ command: process.execPath, args }, 10_000)).toBe(true);
  expect(await readFile(record, 'utf8')).toBe(URL);
});

test('a command that fails or is missing is reported', async () => {
  const failing = join(folder, 'failing.mjs');
  await writeFile(failing, 'process.exit(3)');
  expect(await openBrowser({ command: process.execPath, args: [failing] }, 10_000)).toBe(false);
  expect(await openBrowser({ command: join(folder, 'none'), args: [] }, 10_000)).toBe(false);
});
