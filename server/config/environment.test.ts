import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readEnvironment } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

test('the environment overrides .env files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'podshell-env-'));
  try {
    await writeFile(join(directory, '.env'), 'PODSHELL_HEARTBEAT_SECONDS=7\nPORT=4000\n');
    vi.stubEnv('PORT', '5000');
    const env = readEnvironment(directory, false);
    expect(env.PODSHELL_HEARTBEAT_SECONDS).toBe('7');
    expect(env.PORT).toBe('5000');
  } finally {
    await rm(directory, { recursive: true });
    vi.stubEnv('PODSHELL_HEARTBEAT_SECONDS', undefined);
  }
});

test('the variable of node --watch is removed', () => {
  vi.stubEnv('WATCH_REPORT_DEPENDENCIES', '1');
  readEnvironment(tmpdir(), true);
  expect(process.env.WATCH_REPORT_DEPENDENCIES).toBeUndefined();
});
