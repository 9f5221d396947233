import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

/** What is read from files stays in the environment of the process, which is that of other tests, too. */
const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
  Object.assign(process.env, before);
});

test('the environment overrides .env files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'podshell-env-'));
  try {
    await writeFile(join(directory, '.env'), 'PODSHELL_HEARTBEAT_SECONDS=7\nPORT=4000\n');
    process.env.PORT = '5000';
    const env = readEnvironment(directory, false);
    expect(env.PODSHELL_HEARTBEAT_SECONDS).toBe('7');
    expect(env.PORT).toBe('5000');
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('the variable of node --watch is removed', () => {
  process.env.WATCH_REPORT_DEPENDENCIES = '1';
  readEnvironment(tmpdir(), true);
  expect(process.env.WATCH_REPORT_DEPENDENCIES).toBeUndefined();
});
