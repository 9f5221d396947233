import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { loadSettings } from './config/load-settings.ts';
import { ListenError } from './http/listen-error.ts';
import { fixedKubeconfig } from './kubernetes/kubeconfig/kubeconfig-source.ts';
import { createReplicas, type Replicas } from './replicas.ts';
import { systemClock } from './system-clock.ts';
import { RecordingLogger } from './testing/recording-logger.ts';

const opened: Replicas[] = [];
let taken: Server | undefined;

afterEach(async () => {
  for (const one of opened.splice(0)) await one.dispose();
  taken?.close();
});

async function create(env: Record<string, string>, observe = () => undefined as never): Promise<Replicas> {
  const loaded = loadSettings(env);
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  const { settings } = loaded;
  const kubeconfig = fixedKubeconfig({ contexts: [], current: '' });
  const pages = { pagesDirectory: tmpdir(), dev: false };
  const told = { clock: systemClock, logger: new RecordingLogger(), observe };
  const replicas = await createReplicas({ settings, env, kubeconfig, ...pages, ...told });
  opened.push(replicas);
  return replicas;
}

const peersAt = (listen: string, peers = 'https://127.0.0.1:1') => ({
  POD_NAME: 'web-1',
  PODSHELL_PEERS: peers,
  PODSHELL_SECRET: 's'.repeat(32),
  PODSHELL_PEER_LISTEN: listen,
});

test('a single process has ids as short as they can be, and counts no peers', async () => {
  const replicas = await create({}, () => expect.unreachable());
  expect(replicas.newSessionId()).toMatch(/^[\w-]{32}$/);
  expect(replicas.joined).toBeUndefined();
  expect(replicas.peers.live).toEqual([]);
  expect(replicas.patience).toBe(systemClock);
  await replicas.start();
});

test('with peers, ids name their replica', async () => {
  const replicas = await create(peersAt('127.0.0.1:0'));
  const { id } = replicas.peers.self;
  expect(id).toMatch(/^web-1-[0-9a-f]{12}$/);
  expect(replicas.newSessionId().split('~')[1]).toBe(id);
  expect(replicas.newPodStreamId().split('~')[1]).toBe(id);
  await replicas.start();
  expect(replicas.joined?.listener.address.port).toBeGreaterThan(0);
});

test('a port that is taken is said with its setting', async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const replicas = await create(peersAt(`127.0.0.1:${port}`));
  const failed = await replicas.start().catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ListenError);
  expect((failed as Error).message).toMatch(
    /^PODSHELL_PEER_LISTEN is "127.0.0.1:\d+", but the port is already in use/,
  );
});

test('EndpointSlices without a cluster to read them from are said in a sentence', async () => {
  const replicas = await create(peersAt('127.0.0.1:0', 'endpointslices://tools/peers:9443'));
  await expect(replicas.start()).rejects.toMatchObject({ code: 'context-required' });
});
