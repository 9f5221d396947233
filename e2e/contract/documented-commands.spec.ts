/** The commands in the README and docs/, and the permissions that the README asks for, as they stand there. */

import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { BINDINGS, type PolicyRule } from '#demo-cluster/access/roles.ts';
import { startDemoCluster } from '#demo-cluster/start.ts';
import { snippet } from '#scripts/snippet.ts';
import { Command } from './support/command.ts';
import { expect, test } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';

const root = join(import.meta.dirname, '..', '..');

/** The tests run on an installed and built checkout: doing it again would pull it away from the other tests. */
const NPM = `#!/bin/sh
case "$*" in
  ci | 'run build') exit 0 ;;
esac
PATH=$REAL_PATH exec npm "$@"
`;

let folder: string;
let started: Command | undefined;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-documented-'));
  await writeFile(join(folder, 'npm'), NPM);
  await chmod(join(folder, 'npm'), 0o755);
});
test.afterEach(async () => {
  started?.dispose();
  started = undefined;
  await rm(folder, { recursive: true, force: true });
});

function inShell(lines: string, env: Readonly<Record<string, string>> = {}): Command {
  const path = process.env.PATH ?? '';
  const paths = { PATH: `${folder}:${path}`, REAL_PATH: path };
  const settings = { PORT: '0', PODSHELL_STATE_DIR: join(folder, 'state') };
  started = new Command(['-c', lines], { ...paths, ...settings, ...env }, 'sh');
  return started;
}

/** Waits for the address that a command prints, and asks there for pods. */
async function servesPods(command: Command): Promise<void> {
  const url = await command.says(/^Podshell is at (http:\/\/127\.0\.0\.1:\d+)/m);
  expect((await new HttpClient(url).get('/api/pods?namespace=team-a')).status).toBe(200);
}

test('the README’s command for the demo serves pods', async () => {
  await servesPods(inShell(snippet('README.md', 'demo')));
});

test('the README’s command for a cluster serves its pods', async ({ cluster }) => {
  await servesPods(inShell(snippet('README.md', 'start'), { KUBECONFIG: cluster.kubeconfig }));
});

test('the command in docs/testing.md writes the package', async () => {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  expect(await inShell(snippet('docs/testing.md', 'pack')).exited(60_000)).toBe(0);
  const written = await readdir(join(root, 'dist'));
  expect(written.filter((name) => /^playwright-podshell-[\d.]+\.tgz$/.test(name))).toHaveLength(1);
});

test('with the README’s permissions and no others, a user lists pods and opens a shell', async ({
  serve,
}) => {
  const { rules } = parse(snippet('README.md', 'rules')) as { rules: readonly PolicyRule[] };
  const role = { name: 'from-the-readme', rules };
  const bindings = BINDINGS.filter(({ subject }) => subject.kind === 'Group');
  const alice = { namespace: 'team-a', role, subject: { kind: 'User', name: 'alice' } } as const;
  const kubeconfig = join(folder, 'kubeconfig');
  const demo = await startDemoCluster({
    kubeconfigPath: kubeconfig,
    bindings: [...bindings, { name: 'alice-from-the-readme', ...alice }],
  });
  try {
    const podshell = await serve({ KUBECONFIG: kubeconfig });
    await expect
      .poll(async () => (await podshell.api.get('/api/pods/team-a/debian?context=alice')).json().status)
      .toBe('Running');
    expect((await podshell.api.get('/api/pods?namespace=team-a&context=alice')).status).toBe(200);
    const shell = await podshell.open({ context: 'alice' });
    expect(await shell.run('echo $((6*7))')).toBe('42');
    expect((await podshell.api.get('/api/pods?namespace=team-b&context=alice')).status).toBe(403);
  } finally {
    await demo.dispose();
  }
});
