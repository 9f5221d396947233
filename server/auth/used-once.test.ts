import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { UsedOnce } from './used-once.ts';

const KEEPS_MS = 600_000;

let clock: FakeClock;
let network: FakePeerNetwork;
let replicas: { readonly peers: Peers; readonly used: UsedOnce }[];

beforeEach(async () => {
  clock = new FakeClock();
  network = new FakePeerNetwork(clock);
  replicas = ['web-1', 'web-2', 'web-3'].map((name) => {
    const peers = network.start(name);
    return { peers, used: new UsedOnce({ name: 'key', peers, clock, keepsMs: KEEPS_MS }) };
  });
  await clock.advanceAsync(0);
});
afterEach(() => network.dispose());

/** How many of these uses counted as the first. */
async function firstOf(uses: readonly Promise<boolean>[]): Promise<number> {
  await clock.advanceAsync(3000);
  return (await Promise.all(uses)).filter(Boolean).length;
}

test.each(['a', 'b', 'c', 'd'])(
  'of all uses of %s at the same moment, on all replicas, one is the first',
  async (key) => {
    const uses = Array.from({ length: 4 }, () => replicas.map(({ used }) => used.use(key))).flat();
    expect(await firstOf(uses)).toBe(1);
    expect(await firstOf(replicas.map(({ used }) => used.use(key)))).toBe(0);
    expect(await firstOf(replicas.map(({ used }) => used.use(`another ${key}`)))).toBe(1);
  },
);

test.each(['a', 'b', 'c', 'd'])('a use of %s is known when its home has gone', async (key) => {
  expect(await firstOf([replicas[0]?.used.use(key) ?? Promise.resolve(false)])).toBe(1);
  for (const one of replicas.slice(0, 2)) {
    network.kill(one.peers);
    await clock.advanceAsync(1000);
    const left = replicas.slice(replicas.indexOf(one) + 1);
    expect(await firstOf(left.map(({ used }) => used.use(key)))).toBe(0);
  }
});

test('a home that does not answer refuses nobody', async () => {
  const [one, ...others] = replicas;
  if (one === undefined) throw new Error('No replica');
  for (const { peers } of others) network.stall(peers);
  const uses = ['a', 'b', 'c', 'd'].map((key) => one.used.use(key));
  expect(await firstOf(uses)).toBe(4);
});

test('a use is forgotten once what it used is refused otherwise', async () => {
  expect(await firstOf([replicas[0]?.used.use('a') ?? Promise.resolve(false)])).toBe(1);
  await clock.advanceAsync(KEEPS_MS);
  expect(await firstOf([replicas[1]?.used.use('a') ?? Promise.resolve(false)])).toBe(1);
});
