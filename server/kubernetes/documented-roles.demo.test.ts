/** The roles of docs/sign-in.md allow Podshell what it does as a user, and nothing else. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { BINDINGS, type PolicyRule } from '#demo-cluster/access/roles.ts';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { startDemoCluster } from '#demo-cluster/start.ts';
import type { DebugEvent } from '#protocol/debug.ts';
import type { Caller } from '#server/ports.ts';
import type { Clusters } from './ports.ts';
import { clustersOf } from './testing/demo-fixture.ts';
import { RecordedShell } from './testing/shell-recorder.ts';

interface DocumentedRole {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules: readonly PolicyRule[];
}

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'sign-in.md'), 'utf8');
const roles = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)]
  .flatMap(([, yaml = '']) => parseAllDocuments(yaml).map((document) => document.toJS() as DocumentedRole))
  .filter(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name.startsWith('podshell-impersonate'));

const POD = { namespace: 'team-a', pod: 'debian' };

/** Podshell's clusters, with an account whose role has these rules. */
async function start(rules: readonly PolicyRule[]): Promise<Clusters> {
  const cluster = await startDemoCluster({
    createKubelet,
    serviceAccounts: { podshell: rules },
    bindings: [
      ...BINDINGS,
      { name: 'ops', role: { name: 'reader', rules: READ_TEAM_B }, subject: { kind: 'Group', name: 'ops' } },
      { name: 'dev', role: { name: 'debugger', rules: DEBUG }, subject: { kind: 'Group', name: 'dev' } },
    ],
  });
  const { clusters } = clustersOf(cluster.kubeconfigOf('podshell'), { limits: { pollMs: 100 } });
  onTestFinished(async () => {
    await clusters.dispose();
    await cluster.dispose();
  });
  await vi.waitUntil(() => cluster.pod('team-a', 'debian')?.status.phase === 'Running');
  return clusters;
}

const READ_TEAM_B: readonly PolicyRule[] = [
  { verbs: ['list', 'watch'], apiGroups: [''], resources: ['pods', 'namespaces'] },
];

const DEBUG: readonly PolicyRule[] = [
  { verbs: ['get', 'create'], apiGroups: [''], resources: ['pods/attach'] },
  { verbs: ['patch'], apiGroups: [''], resources: ['pods/ephemeralcontainers'] },
  { verbs: ['create', 'delete'], apiGroups: [''], resources: ['pods'] },
];

function caller(user: string, ...groups: string[]): Caller {
  return {
    userId: user,
    displayName: user,
    groups,
    credential: { kind: 'impersonate', user, groups },
  };
}

test('two roles are documented', () => {
  expect(roles.map(({ metadata }) => metadata.name)).toEqual([
    'podshell-impersonate',
    'podshell-impersonate-constrained',
  ]);
});

describe.each(roles)('with $metadata.name', ({ rules }) => {
  test('users do what their own roles allow', async () => {
    const clusters = await start(rules);
    const alice = caller('alice', 'dev');
    expect(await clusters.whoAmI(alice, undefined)).toMatchObject({
      name: 'alice',
      groups: ['dev', 'system:authenticated'],
    });
    const { items } = await clusters.pods(alice, { namespace: 'team-a' });
    expect(items.map(({ name }) => name)).toContain('debian');
    expect(await clusters.pod(alice, POD)).toMatchObject({ name: 'debian', exec: { allowed: true } });
    for await (const event of clusters.podEvents(
      alice,
      { namespace: 'team-a' },
      AbortSignal.timeout(10_000),
    )) {
      expect(event.type).toBe('snapshot');
      break;
    }
    const target = await clusters.resolveShellTarget(alice, POD);
    const shell = new RecordedShell(clusters.shells, { target, caller: () => alice });
    await shell.started();
    shell.type('echo a$((40+2))\n');
    await shell.sees('a42');
    shell.type('exit\n');
    expect(await shell.ended()).toMatchObject({ kind: 'exited', exitCode: 0 });
  });

  test('users add debug containers and attach to them', async () => {
    const clusters = await start(rules);
    const alice = caller('alice', 'dev');
    const wish = { image: 'docker.io/library/busybox:1.37', target: undefined, profile: 'general' } as const;
    const { signal } = new AbortController();
    let container = '';
    const onCreated = (created: { readonly container: string }) => {
      container = created.container;
    };
    let last: DebugEvent | undefined;
    for await (const event of clusters.startDebug(alice, POD, wish, onCreated, signal)) last = event;
    expect(last).toMatchObject({ type: 'ready' });
    const target = await clusters.resolveShellTarget(alice, { ...POD, container, attach: true });
    const shell = new RecordedShell(clusters.shells, { target, attach: true, caller: () => alice });
    shell.type('echo a$((40+2))\r');
    await shell.sees('a42');
    await shell.stream.terminate();
  });

  test('users debug a copy of a pod, and delete it', async () => {
    const clusters = await start(rules);
    const alice = caller('alice', 'dev');
    const wish = {
      image: 'docker.io/library/busybox:1.37',
      replace: undefined,
      sameNode: false,
      profile: 'general',
    } as const;
    const { signal } = new AbortController();
    let pod = '';
    for await (const { type, data } of clusters.startCopy(alice, POD, wish, () => {}, signal)) {
      if (type === 'ready') pod = data.pod ?? '';
    }
    expect((await clusters.debugCopies(alice, { namespace: 'team-a' })).items).toMatchObject([
      { pod, mine: true },
    ]);
    await expect(clusters.deleteCopy(caller('alice'), { namespace: 'team-a', pod })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('delete pods here'),
    });
    await clusters.deleteCopy(alice, { namespace: 'team-a', pod });
  });

  test('groups count, and users do not do what they may not', async () => {
    const clusters = await start(rules);
    const ada = caller('ada', 'ops');
    const { items } = await clusters.pods(ada, { namespace: 'team-b' });
    expect(items.map(({ name }) => name)).toContain('debian');
    expect((await clusters.namespaces(ada, undefined)).complete).toBe(true);
    await expect(clusters.pods(caller('bob'), { namespace: 'team-b' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('User "bob" cannot list'),
    });
    await expect(clusters.resolveShellTarget(caller('bob'), POD)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('a group that the role does not list locks nobody out without a word', async () => {
    const clusters = await start(rules);
    const alice = caller('alice', 'dev', 'finance');
    const refused = {
      code: 'impersonation-refused',
      message: expect.stringMatching(/account "system:serviceaccount:podshell:podshell" .*"finance"/),
    };
    await expect(clusters.pods(alice, { namespace: 'team-a' })).rejects.toMatchObject(refused);
    await expect(clusters.resolveShellTarget(alice, POD)).rejects.toMatchObject(refused);
    await clusters.pods(caller('alice', 'dev'), { namespace: 'team-a' });
    await expect(clusters.pods(alice, { namespace: 'team-a' })).rejects.toMatchObject({
      code: 'impersonation-refused',
      message: expect.stringContaining('may not impersonate group "finance"'),
    });
  });

  test.each([
    ['system:masters', 'alice', ['system:masters']],
    ['service accounts', 'system:serviceaccount:podshell:podshell', []],
  ])('%s cannot be impersonated', async (_what, user, groups) => {
    const clusters = await start(rules);
    await expect(clusters.pods(caller(user, ...groups), { namespace: 'team-a' })).rejects.toMatchObject({
      code: 'impersonation-refused',
    });
  });
});

test('the account itself may nothing', async () => {
  const clusters = await start(roles[0]?.rules ?? []);
  const operator: Caller = { ...caller('operator'), credential: { kind: 'kubeconfig' } };
  await expect(clusters.pods(operator, { namespace: 'team-a' })).rejects.toMatchObject({ code: 'forbidden' });
});
