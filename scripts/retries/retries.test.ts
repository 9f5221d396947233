import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeRetries, MAX_RETRIED, noteRetried, RETRIES_VARIABLE, readRetried } from './retries.ts';

const run = promisify(execFile);
const modules = join(import.meta.dirname, '..', '..', 'node_modules');

let folder = '';
let notes = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-retries-'));
  notes = join(folder, 'notes');
  await writeFile(notes, '');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('prints nothing when no test was retried', () => {
  expect(judgeRetries([])).toEqual({ passed: true, report: '' });
});

test('names up to three retried tests and passes', () => {
  expect(judgeRetries(['a.test.ts > one'])).toEqual({
    passed: true,
    report: '1 test passed only when tried again\n  a.test.ts > one',
  });
  expect(judgeRetries(['one', 'two', 'three']).passed).toBe(true);
});

test('fails with more than three retried tests and names them all', () => {
  const { passed, report } = judgeRetries(['one', 'two', 'three', 'four']);
  expect(passed).toBe(false);
  expect(report).toContain(`more than ${MAX_RETRIED}: the run fails`);
  expect(report.split('\n').slice(1)).toEqual(['  one', '  two', '  three', '  four']);
});

test('reads back test names with any characters', () => {
  const names = ['one', 'with\na line end and "quotes"'];
  for (const name of names) noteRetried(name, { [RETRIES_VARIABLE]: notes });
  expect(readRetried(notes)).toEqual(names);
  noteRetried('nobody asked', {});
});

/** Runs a test runner on a project with one test that passes on its second try and one that passes at once. */
async function runFlaky(file: string, runner: string, cli: readonly string[], args: readonly string[]) {
  await symlink(modules, join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await mkdir(join(folder, 'tests'));
  await writeFile(
    join(folder, 'tests', file),
    `import { existsSync, writeFileSync } from 'node:fs';
     import { expect, test } from '${runner}';
     test.describe('a group', () => {
       test('fails once', () => {
         const isSecond = existsSync('tried');
         writeFileSync('tried', '');
         expect(isSecond).toBe(true);
       });
       test('passes at once', () => {});
     });`,
  );
  await run(process.execPath, [join(modules, ...cli), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test', [RETRIES_VARIABLE]: notes },
  });
}

test('notes tests that Vitest retried', { timeout: 60_000 }, async () => {
  const reporter = join(import.meta.dirname, 'vitest-reporter.ts');
  await runFlaky(
    'flaky.test.ts',
    'vitest',
    ['vitest', 'vitest.mjs'],
    ['run', '--retry=1', `--reporter=${reporter}`],
  );
  expect(readRetried(notes)).toEqual(['tests/flaky.test.ts > a group > fails once']);
});

test('notes tests that Playwright retried', { timeout: 60_000 }, async () => {
  const reporter = join(import.meta.dirname, 'playwright-reporter.ts');
  const cli = ['@playwright', 'test', 'cli.js'];
  await runFlaky('flaky.spec.ts', '@playwright/test', cli, ['test', '--retries=2', `--reporter=${reporter}`]);
  expect(readRetried(notes)).toEqual(['tests/flaky.spec.ts > a group > fails once']);
});
