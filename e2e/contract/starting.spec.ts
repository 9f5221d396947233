/** A server that cannot start says why and what to do, without a stack trace. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { type Environment, PodshellProcess } from './support/podshell-process.ts';

async function outcome(env: Environment) {
  const server = PodshellProcess.launch(env);
  const code = await server.exited();
  expect(server.stderr).not.toMatch(/^\s+at /m);
  expect(server.url).toBe('');
  return { code, said: server.stderr };
}

test('all invalid settings are listed at once', async ({ cluster }) => {
  const { code, said } = await outcome({
    KUBECONFIG: cluster.kubeconfig,
    PORT: '65536',
    HOST: '0.0.0.0',
    PODSHELL_RESUME_SECONDS: '-1',
    PODSHELL_ALLOWED_ORIGINS: 'example.com',
    PODSHELL_STATE_DIR: 'relative',
    PODSHELL_LOG_LEVEL: 'loud',
    PODSHELL_RESUME_SECOND: '60',
  });
  expect(code).toBe(78);
  for (const name of [
    'PORT',
    'HOST',
    'PODSHELL_RESUME_SECONDS',
    'PODSHELL_ALLOWED_ORIGINS',
    'PODSHELL_STATE_DIR',
    'PODSHELL_LOG_LEVEL',
    'PODSHELL_RESUME_SECOND',
  ]) {
    expect(said).toMatch(new RegExp(`^ *${name} is `, 'm'));
  }
});

test('without a cluster, one sentence names the places searched and the next step', async () => {
  const { code, said } = await outcome({ HOME: '/nowhere' });
  expect(code).toBe(78);
  for (const word of ['KUBECONFIG', '/nowhere/.kube/config', 'service account', 'npm run demo']) {
    expect(said).toContain(word);
  }
  expect(said.trim().split('\n')).toHaveLength(1);
});

for (const [what, text] of [
  ['not YAML', ':\n\t- ['],
  ['without a context', 'apiVersion: v1\nkind: Config\n'],
] as const) {
  test(`a kubeconfig that is ${what} is named`, async ({ stateDirectory }) => {
    const kubeconfig = join(stateDirectory, `bad-${what.replaceAll(' ', '-')}`);
    await writeFile(kubeconfig, text);
    const { code, said } = await outcome({ KUBECONFIG: kubeconfig, HOME: '/nowhere' });
    expect(code).toBe(78);
    expect(said).toContain(kubeconfig);
  });
}

test('a port in use is reported with its number', async ({ podshell, cluster }) => {
  const port = new URL(podshell.url).port;
  const { code, said } = await outcome({ KUBECONFIG: cluster.kubeconfig, PORT: port });
  expect(code).toBe(1);
  expect(said).toContain(port);
  expect((await podshell.api.get('/healthz')).status).toBe(200);
});

test('under a base path, the address that is printed has it', async ({ serve }) => {
  const { url, api } = await serve({ PODSHELL_PUBLIC_URL: 'https://portal.example.com/tools/podshell' });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/tools\/podshell$/);
  expect((await api.get('/tools/podshell/pods')).status).toBe(200);
});
