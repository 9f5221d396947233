import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openToAll } from './stage.ts';

test('every file is readable for every user, also the built pages, and counts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-stage-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const closed = ['.next/static', '.next', 'server'];
  for (const name of closed) await mkdir(join(folder, name), { recursive: true });
  const files = ['.next/static/page.js', '.next/.hidden', 'server/main.js'];
  for (const name of files) await writeFile(join(folder, name), 'x'.repeat(100), { mode: 0o600 });
  for (const name of closed) await chmod(join(folder, name), 0o700);
  expect(await openToAll(folder)).toBe(300);
  const mode = async (name: string) => (await stat(join(folder, name))).mode & 0o777;
  expect(await Promise.all(files.map(mode))).toEqual([0o644, 0o644, 0o644]);
  expect(await Promise.all(['', ...closed].map(mode))).toEqual([0o755, 0o755, 0o755, 0o755]);
});
