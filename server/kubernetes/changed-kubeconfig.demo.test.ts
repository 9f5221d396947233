/** The server follows its kubeconfig while it runs, and open shells stay. */

import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { systemClock } from '#server/system-clock.ts';
import { localCaller } from '#server/testing/callers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { watchKubeconfig } from './kubeconfig/kubeconfig-source.ts';
import { loadKubeconfig } from './kubeconfig/load-kubeconfig.ts';
import type { Clusters } from './ports.ts';
import { clustersOf } from './testing/demo-fixture.ts';
import { RecordedShell } from './testing/shell-recorder.ts';

const caller = localCaller();

interface Config {
  contexts: { name: string; context: { cluster: string; user: string } }[];
  users: { name: string; user: { token?: string; exec?: object } }[];
  'current-context'?: string;
}

let cluster: DemoCluster;
let folder: string;
let file: string;
let clusters: Clusters;
const shells: RecordedShell[] = [];
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet });
});
afterAll(() => cluster.dispose());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-changed-'));
  file = join(folder, 'config');
});
afterEach(async () => {
  await Promise.all(shells.splice(0).map(({ stream }) => stream.terminate()));
  await clusters.dispose();
  await rm(folder, { recursive: true });
});

/** Writes the demo cluster's kubeconfig, changed, as kubectl does: a new file takes the place of the old one. */
async function write(change: (config: Config) => void): Promise<void> {
  const config = parse(cluster.kubeconfig) as Config;
  change(config);
  await writeFile(`${file}.new`, JSON.stringify(config));
  await rename(`${file}.new`, file);
}

function without(name: string) {
  return (config: Config): void => {
    config.contexts = config.contexts.filter((context) => context.name !== name);
  };
}

function withToken(user: string, token: string) {
  return (config: Config): void => {
    for (const entry of config.users) if (entry.name === user) entry.user = { token };
  };
}

function start(): void {
  const env = { KUBECONFIG: file };
  const first = loadKubeconfig(env);
  if (first.kind !== 'loaded') throw new Error(first.message);
  const logger = new RecordingLogger();
  const kubeconfig = watchKubeconfig({ env, first: first.kubeconfig, clock: systemClock, logger });
  ({ clusters } = clustersOf('', { kubeconfig, logger }));
}

/** Resolves when the stream ends. */
async function drain(events: AsyncIterator<unknown>): Promise<void> {
  while ((await events.next()).done !== true);
}

async function namesOf(): Promise<string[]> {
  return (await clusters.contexts(caller)).items.map(({ name }) => name);
}

function openShell(context: string): RecordedShell {
  const target = { context, namespace: 'team-a', pod: 'debian', container: 'debian' };
  const shell = new RecordedShell(clusters.shells, { target });
  shells.push(shell);
  return shell;
}

test('a token that is renewed in the file is used by the next request', async () => {
  await write(withToken('alice', 'expired'));
  start();
  const place = { context: 'alice', namespace: 'team-a' };
  await expect(clusters.pods(caller, place)).rejects.toMatchObject({ code: 'cluster-unauthenticated' });
  await write(() => {});
  expect((await clusters.pods(caller, place)).items).not.toEqual([]);
});

test('a context that is added can be used at once, one that is removed is gone at once', async () => {
  await write(without('alice'));
  start();
  expect(await namesOf()).not.toContain('alice');
  await write(without('bob'));
  expect(await namesOf()).toContain('alice');
  expect((await clusters.pods(caller, { context: 'alice', namespace: 'team-a' })).items).not.toEqual([]);
  await expect(clusters.pods(caller, { context: 'bob', namespace: 'team-a' })).rejects.toMatchObject({
    code: 'context-not-found',
  });
});

test('the stream of a removed context ends, so that its page asks again and is told', async () => {
  await write(() => {});
  start();
  const place = { context: 'alice', namespace: 'team-a' };
  const events = clusters.podEvents(caller, place, new AbortController().signal)[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ type: 'snapshot' });
  const ended = drain(events);
  await write(without('alice'));
  await ended;
  const again = clusters.podEvents(caller, place, new AbortController().signal)[Symbol.asyncIterator]();
  await expect(again.next()).rejects.toMatchObject({ code: 'context-not-found' });
});

test('a context that now means another user never answers with the rights of the old one', async () => {
  await write(() => {});
  start();
  expect((await clusters.pods(caller, { context: 'admin', namespace: 'team-b' })).items).not.toEqual([]);
  await write(({ contexts }) => {
    for (const { name, context } of contexts) if (name === 'admin') context.user = 'alice';
  });
  await expect(clusters.pods(caller, { context: 'admin', namespace: 'team-b' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('an open shell stays when its context is removed, and can still be ended', async () => {
  await write(() => {});
  start();
  const shell = openShell('alice');
  await shell.started();
  await write(without('alice'));
  expect(await namesOf()).not.toContain('alice');
  shell.type('echo $((6*7))\r');
  await shell.sees('42');
  shell.type('sleep 1000\r');
  await shell.stream.terminate();
  expect(shell.end).toBeDefined();
});

test('without a current context a request must name one, and the error lists them', async () => {
  await write((config) => {
    config['current-context'] = 'deleted';
  });
  start();
  expect((await clusters.contexts(caller)).current).toBe('');
  await expect(clusters.pods(caller, {})).rejects.toMatchObject({
    code: 'context-required',
    message: expect.stringMatching(/"deleted" does not exist .*Choose one of: .*alice/),
  });
  expect((await clusters.pods(caller, { context: 'alice', namespace: 'team-a' })).items).not.toEqual([]);
  await expect(clusters.resolveShellTarget(caller, { pod: 'debian' })).rejects.toMatchObject({
    code: 'bad-request',
  });
});

test('a context that cannot be used is listed with its reason, and the others work', async () => {
  await write(({ contexts }) => {
    for (const { name, context } of contexts) if (name === 'bob') context.cluster = '';
  });
  start();
  const { items } = await clusters.contexts(caller);
  const problems = items.flatMap(({ name, problem }) => (problem === undefined ? [] : [[name, problem]]));
  expect(problems).toEqual([['bob', 'it names no cluster']]);
  await expect(clusters.pods(caller, { context: 'bob' })).rejects.toMatchObject({
    code: 'context-unusable',
    message: expect.stringContaining('it names no cluster'),
  });
  await expect(clusters.resolveShellTarget(caller, { context: 'bob', pod: 'debian' })).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('it names no cluster'),
  });
  expect((await clusters.pods(caller, {})).items).not.toEqual([]);
});

test('a shell route has the nearest code of the contract for a failed plugin, with its own sentence', async () => {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'false', interactiveMode: 'Never' };
  await write(({ users }) => {
    for (const entry of users) if (entry.name === 'bob') entry.user = { exec };
  });
  start();
  const message = expect.stringContaining('The credential plugin "false" of context "bob" failed');
  await expect(clusters.pods(caller, { context: 'bob' })).rejects.toMatchObject({
    code: 'credential-plugin-failed',
    message,
  });
  await expect(clusters.resolveShellTarget(caller, { context: 'bob', pod: 'debian' })).rejects.toMatchObject({
    code: 'unauthenticated',
    message,
  });
});
