/** The program in docs/api.md, as it stands there. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './support/fixtures.ts';

test('the program in docs/api.md opens a shell and shows its output', async ({ podshell }) => {
  const guide = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
  const program = /<!-- program -->\n```js\n([\s\S]*?)```\n<!-- \/program -->/.exec(guide)?.[1];
  const folder = await mkdtemp(join(tmpdir(), 'podshell-program-'));
  try {
    const file = join(folder, 'shell.mjs');
    await writeFile(file, program ?? '');
    const { stdout } = await promisify(execFile)(process.execPath, [file, podshell.process.url]);
    expect(stdout).toMatch(/^Hello from \S+\r$/m);
    expect(stdout).toMatch(/^Exit code 0$/m);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
