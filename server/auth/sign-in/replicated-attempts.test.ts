import { afterEach, beforeEach, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { AttemptLimit } from './attempt-limit.ts';

const HERE = '192.0.2.1';

let clock: FakeClock;
let network: FakePeerNetwork;
let replicas: { readonly peers: Peers; readonly limit: AttemptLimit }[];
let guesses: number;

beforeEach(async () => {
  clock = new FakeClock();
  network = new FakePeerNetwork(clock);
  guesses = 0;
  replicas = ['web-1', 'web-2', 'web-3'].map((name) => {
    const peers = network.start(name);
    return { peers, limit: new AttemptLimit(peers, clock) };
  });
  await clock.advanceAsync(0);
});
afterEach(() => network.dispose());

const wrong = async () => {
  guesses += 1;
  await new Promise((resolve) => setImmediate(resolve));
  throw new PodshellError('token-rejected', 'No.');
};

async function guess({ limit }: { limit: AttemptLimit }): Promise<string> {
  return limit.attempt(HERE, wrong).then(
    () => 'in',
    ({ code }) => code,
  );
}

test('ten failures over all replicas are too many on each of them', async () => {
  for (let time = 0; time < 10; time += 1) {
    const one = replicas[time % 3];
    if (one !== undefined) expect(await guess(one)).toBe('token-rejected');
  }
  for (const one of replicas) expect(await guess(one)).toBe('too-many-attempts');
  expect(guesses).toBe(10);
  for (const { limit } of replicas) {
    expect(await limit.attempt('192.0.2.2', async () => 'signed in')).toBe('signed in');
  }
});

test('guesses at the same moment on all replicas are no more either', async () => {
  const asked = Array.from({ length: 60 }, (_, index) => replicas[index % 3]).flatMap((one) =>
    one === undefined ? [] : [guess(one)],
  );
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer === 'too-many-attempts')).toHaveLength(50);
  expect(guesses).toBe(10);
});

test('a home that does not answer keeps nobody from signing in', async () => {
  const home = replicas.find(({ peers }) => peers.homeOf(`attempts ${HERE}`) === undefined);
  const front = replicas.find((one) => one !== home);
  if (home === undefined || front === undefined) throw new Error('No home');
  network.stall(home.peers);
  const signingIn = front.limit.attempt(HERE, async () => 'signed in');
  await clock.advanceAsync(5000);
  expect(await signingIn).toBe('signed in');
});

test('places of a replica that is killed are given back', async () => {
  const home = replicas.find(({ peers }) => peers.homeOf(`attempts ${HERE}`) === undefined);
  const [front, other] = replicas.filter((one) => one !== home);
  if (front === undefined || other === undefined) throw new Error('No home');
  const never = () => new Promise<never>(() => {});
  for (let time = 0; time < 10; time += 1) void front.limit.attempt(HERE, never);
  await clock.advanceAsync(0);
  network.kill(front.peers);
  const waiting = other.limit.attempt(HERE, async () => 'signed in');
  await clock.advanceAsync(60_000);
  expect(await waiting).toBe('signed in');
});
