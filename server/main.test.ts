import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'podshell-home-'));
});
afterAll(() => rm(home, { recursive: true }));

/** Runs the server with a minimal environment and `env`, until it exits. */
function run(env: Record<string, string>): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const main = join(import.meta.dirname, 'main.mjs');
    const child = execFile(
      process.execPath,
      [main, '--sources'],
      { env: { NODE_ENV: 'production', HOME: home, ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** Writes a kubeconfig of a cluster that nobody asks, and returns its path. */
async function writeKubeconfig(): Promise<string> {
  const kubeconfig = join(home, 'kubeconfig');
  const cluster = { name: 'c', cluster: { server: 'https://127.0.0.1:1' } };
  const context = { name: 'c', context: { cluster: 'c', user: 'c' } };
  const config = { clusters: [cluster], contexts: [context], users: [{ name: 'c' }], 'current-context': 'c' };
  await writeFile(kubeconfig, JSON.stringify(config));
  return kubeconfig;
}

test('invalid settings: exits with 78 and lists them', async () => {
  const { code, stdout, stderr } = await run({ PORT: 'x', PODSHELL_HEARTBEAT: '5', HOST: 'a b' });
  expect(code).toBe(78);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^3 invalid settings:\n {2}PORT is "x"/);
  expect(stderr).toContain('PODSHELL_HEARTBEAT is not a setting');
  expect(stderr).toContain('HOST is "a b"');
});

test('no cluster: exits with 78, the places searched and the next step', async () => {
  const { code, stdout, stderr } = await run({});
  expect(code).toBe(78);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('KUBECONFIG');
  expect(stderr).toContain(join(home, '.kube', 'config'));
  expect(stderr).toContain('service account');
  expect(stderr).toContain('npm run demo');
});

test('a state directory that others may write to: exits with 78, the cause and the next step', async () => {
  const state = join(home, 'state');
  await mkdir(state);
  await chmod(state, 0o777);
  const kubeconfig = await writeKubeconfig();
  const { code, stderr } = await run({ KUBECONFIG: kubeconfig, PODSHELL_STATE_DIR: state });
  expect(code).toBe(78);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`the state directory ${state}: every user may write to it.`);
  expect(stderr).toContain('PODSHELL_STATE_DIR');
  expect(stderr).toContain('state-directory-unsafe');
});

test('an audit log that cannot be written: exits with 78, the cause and the next step', async () => {
  const kubeconfig = await writeKubeconfig();
  const { code, stderr } = await run({
    KUBECONFIG: kubeconfig,
    PODSHELL_AUDIT: join(home, 'none', 'audit.log'),
  });
  expect(code).toBe(78);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`PODSHELL_AUDIT is "${join(home, 'none', 'audit.log')}"`);
  expect(stderr).toContain('ENOENT');
});

test('an invalid kubeconfig: exits with 78 and its path', async () => {
  const file = join(home, 'broken');
  await writeFile(file, ': not [yaml');
  const { code, stderr } = await run({ KUBECONFIG: file });
  expect(code).toBe(78);
  expect(stderr).toContain(file);
  expect(stderr).not.toMatch(/^\s+at /m);
});
