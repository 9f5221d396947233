/** The program in docs/api.md, as it stands there. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { snippet } from '#scripts/snippet.ts';
import { expect, test } from './support/fixtures.ts';

test('the program in docs/api.md opens a shell and shows its output', async ({ podshell }) => {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-program-'));
  try {
    const file = join(folder, 'shell.mjs');
    await writeFile(file, snippet('docs/api.md', 'program'));
    const { stdout } = await promisify(execFile)(process.execPath, [file, podshell.process.url]);
    expect(stdout).toMatch(/^Hello from \S+\r$/m);
    expect(stdout).toMatch(/^Exit code 0$/m);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
