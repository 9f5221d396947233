import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a wrong option ends with 64 and a sentence', () => {
  const main = join(import.meta.dirname, 'main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--kubconfig', 'x'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  expect(stderr).toBe('Podshell has no option --kubconfig. "podshell --help" lists the options.\n');
});
