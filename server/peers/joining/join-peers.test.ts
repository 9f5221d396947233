import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { parseReplicaId } from '#protocol/replica-ids.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { PeerCall, Peers } from '../ports.ts';
import { type JoinedPeers, joinPeers } from './join-peers.ts';

const SECRET = 's'.repeat(32);
const OTHER = 'o'.repeat(32);
const program = new URL('../testing/peer-process.ts', import.meta.url).pathname;

const nameCall: PeerCall<null, string> = { name: 'name', request: z.null(), answer: z.string() };

/** A replica in a process of its own. */
class Replica {
  readonly child: ChildProcess;
  readonly id: string;
  readonly port: number;

  private constructor(child: ChildProcess, { id, port }: { id: string; port: number }) {
    this.child = child;
    this.id = id;
    this.port = port;
  }

  static async start(name: string, urls: readonly string[], port = 0, secret = [SECRET]): Promise<Replica> {
    const settings = JSON.stringify({ name, secret, listen: `127.0.0.1:${port}`, urls });
    const child = spawn(process.execPath, [program, settings], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    const [line] = await once(createInterface(child.stdout), 'line');
    return new Replica(child, JSON.parse(line));
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

const children: ChildProcess[] = [];
let clock: FakeClock;
let logger: RecordingLogger;
let here: JoinedPeers;
let url: string;

/** Time stands still here: what happens without a step of the clock happens at once. */
beforeEach(async () => {
  clock = new FakeClock();
  logger = new RecordingLogger();
  here = join([]);
  const started = here.start();
  await vi.waitUntil(() => logger.records.length > 0);
  await started;
  url = `https://127.0.0.1:${here.listener.address.port}`;
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const left = here.dispose();
  await vi.waitFor(() => {
    clock.advance(1000);
    return Promise.race([left, Promise.reject(new Error('still leaving'))]);
  });
});

function join(urls: readonly string[]): JoinedPeers {
  return joinPeers({
    settings: { secret: [SECRET], peerListen: '127.0.0.1:0', peerUrl: '' },
    places: { kind: 'list', urls },
    env: { POD_NAME: 'Here.1' },
    hostName: '',
    followEndpoints() {},
    clock,
    logger,
    observer: undefined,
  });
}

const fateIs = (peers: Peers, id: string, kind: string) => vi.waitUntil(() => peers.fateOf(id).kind === kind);

async function call(id: string): Promise<string> {
  const fate = here.peers.fateOf(id);
  if (fate.kind !== 'alive') throw new Error(fate.kind);
  return here.peers.call(fate.peer, nameCall, null);
}

test('a replica is named after its pod, and carries a number of its own', () => {
  const { id, name } = here.peers.self;
  expect(name).toBe('Here.1');
  expect(parseReplicaId(id)?.name).toBe('here-1');
  expect(here.sessionIds.ownerOf(here.sessionIds.mint())?.id).toBe(id);
});

test('replicas meet by what one of them knows, and ask each other', async () => {
  const there = await Replica.start('there', [url]);
  await fateIs(here.peers, there.id, 'alive');
  await expect(call(there.id)).resolves.toBe('there');
  const fate = here.peers.fateOf(there.id);
  expect(fate).toMatchObject({ peer: { name: 'there', url: there.url, draining: false } });
  expect(logger.of('info')).toContainEqual({
    level: 'info',
    fields: { replica: there.id, url: there.url },
    message: 'A replica has joined',
  });
});

test('a killed process is known to have gone at once, and another run at its address is another replica', async () => {
  const there = await Replica.start('there', [url]);
  await fateIs(here.peers, there.id, 'alive');
  await there.end('SIGKILL');
  await fateIs(here.peers, there.id, 'gone');
  const next = await Replica.start('there', [url], there.port);
  await fateIs(here.peers, next.id, 'alive');
  expect(here.peers.fateOf(there.id).kind).toBe('gone');
  expect(logger.of('info').map(({ message }) => message)).toContain('A replica has ended');
});

test('one that is told to stop says so', async () => {
  const there = await Replica.start('there', [url]);
  await fateIs(here.peers, there.id, 'alive');
  await there.end('SIGTERM');
  await fateIs(here.peers, there.id, 'gone');
});

test('a process that hangs is unreachable, and comes back', async () => {
  const there = await Replica.start('there', [url]);
  await fateIs(here.peers, there.id, 'alive');
  there.child.kill('SIGSTOP');
  clock.advance(1000);
  const pending = expect(call(there.id)).rejects.toMatchObject({ code: 'replica-unreachable' });
  clock.advance(3000);
  await pending;
  await fateIs(here.peers, there.id, 'unreachable');
  expect(here.peers.isolated).toBe(true);
  expect(logger.of('warn')).toMatchObject([
    { message: 'A replica does not answer', fields: { reason: 'No answer within 3 s' } },
    { message: 'No other replica answers: shells without a connection are kept meanwhile' },
  ]);
  there.child.kill('SIGCONT');
  clock.advance(1000);
  await fateIs(here.peers, there.id, 'alive');
  expect(here.peers.isolated).toBe(false);
  expect(logger.of('info').map(({ message }) => message)).toContain('A replica answers again');
});

test('who has another secret is not let in, and the log of whoever finds it says so', async () => {
  const stranger = await Replica.start('stranger', [url], 0, [OTHER]);
  const there = join([stranger.url]);
  const started = there.start();
  await vi.waitUntil(() => {
    clock.advance(1000);
    return logger.of('warn').some(({ message }) => message.startsWith('No replica answers'));
  });
  expect(logger.of('warn')).toContainEqual({
    level: 'warn',
    fields: { url: stranger.url, reason: 'It has another PODSHELL_SECRET' },
    message: 'No replica answers at an address of the list of peers',
  });
  await started;
  expect([here.peers.live, there.peers.live]).toEqual([[], []]);
  expect(stranger.child.exitCode).toBeNull();
  await there.dispose();
});

test('the others know that this one drains as soon as it does', async () => {
  const there = join([url]);
  const started = there.start();
  await vi.waitUntil(() => here.peers.live.length > 0);
  await started;
  here.peers.drain();
  await vi.waitUntil(() => there.peers.live[0]?.draining);
  const left = there.dispose();
  await left;
  await fateIs(here.peers, there.peers.self.id, 'gone');
});
