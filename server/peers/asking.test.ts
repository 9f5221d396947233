import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { askAll, callWhileAlive, otherHome } from './asking.ts';
import type { NetworkPeers } from './network-peers.ts';
import type { PeerCall } from './ports.ts';
import { FakePeerNetwork } from './testing/fake-peers.ts';

const greet: PeerCall<null, string> = { name: 'greet', request: z.null(), answer: z.string() };

let clock: FakeClock;
let network: FakePeerNetwork;
let asker: NetworkPeers;
let others: NetworkPeers[];

beforeEach(async () => {
  clock = new FakeClock();
  network = new FakePeerNetwork(clock);
  asker = network.start('web-1');
  others = ['web-2', 'web-3', 'web-4'].map((name) => network.start(name));
  for (const one of others) one.serve(greet, () => one.self.name);
  await clock.advanceAsync(0);
});
afterEach(() => network.dispose());

describe('all peers', () => {
  test('are asked at once', async () => {
    const { answers, silent } = await askAll(asker, greet, null, 2000);
    expect(answers.map(({ answer }) => answer)).toEqual(['web-2', 'web-3', 'web-4']);
    expect(silent).toEqual([]);
  });

  test('that do not answer are named, those that have gone are not', async () => {
    const [stalled, killed, known] = others;
    if (stalled === undefined || killed === undefined || known === undefined) throw new Error('No peers');
    network.stall(known);
    await clock.advanceAsync(5000);
    network.stall(stalled);
    const asked = askAll(asker, greet, null, 2000);
    network.kill(killed);
    await clock.advanceAsync(2000);
    const { answers, silent } = await asked;
    expect(answers).toEqual([]);
    expect(silent.map(({ name }) => name).sort()).toEqual(['web-2', 'web-4']);
  });
});

test('a call ends with the peer that it asks, before its time limit', async () => {
  const [slow] = others;
  const peer = asker.live.find(({ id }) => id === slow?.self.id);
  if (slow === undefined || peer === undefined) throw new Error('No peer');
  network.stall(slow);
  const refused = expect(callWhileAlive(asker, peer, greet, null, 60_000)).rejects.toMatchObject({
    code: 'replica-unreachable',
  });
  await clock.advanceAsync(5000);
  await refused;
});

test('another home is never the first one, whoever is alive and drains', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.subarray([0, 1, 2]), async (key, draining) => {
      const local = new FakePeerNetwork(new FakeClock());
      const all = ['web-1', 'web-2', 'web-3'].map((name) => local.start(name));
      await local.clock.advanceAsync(0);
      for (const index of draining) local.drain(all[index] as NetworkPeers);
      await local.clock.advanceAsync(0);
      for (const peers of all) {
        const first = peers.homeOf(key);
        expect(otherHome(peers, key, first)?.id).not.toBe(first?.id);
      }
      await local.dispose();
    }),
    { numRuns: 30 },
  );
});
