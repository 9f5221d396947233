import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RequestLimits } from './request-limits.ts';

const SETTINGS = {
  maxRequestsPerAddress: 100,
  maxRequestsPerUser: 100,
  maxRequestRatePerAddress: 1000,
  maxRequestRatePerUser: 10,
};
const ALICE = localCaller('alice');

let clock: FakeClock;
let network: FakePeerNetwork;
let replicas: RequestLimits[];

beforeEach(async () => {
  clock = new FakeClock();
  network = new FakePeerNetwork(clock);
  replicas = ['web-1', 'web-2', 'web-3'].map(
    (name) => new RequestLimits(SETTINGS, () => '192.0.2.1', { peers: network.start(name), clock }),
  );
  await clock.advanceAsync(0);
});
afterEach(async () => {
  await network.dispose();
  for (const one of replicas) one.dispose();
  expect(clock.pendingTimers).toBe(0);
});

async function begin(limits: RequestLimits | undefined, times: number, caller = ALICE): Promise<number> {
  let refused = 0;
  for (let time = 0; time < times; time += 1) {
    if ((await limits?.beginFor(caller)) !== undefined) refused += 1;
  }
  return refused;
}

test('the requests that a user begins on all replicas are counted together within a second', async () => {
  for (const one of replicas) expect(await begin(one, 40)).toBe(0);
  await clock.advanceAsync(1000);
  for (const one of replicas) expect(await begin(one, 1)).toBe(1);
  expect(await begin(replicas[0], 40, localCaller('bob'))).toBe(0);
});

test('those of an address are counted, too', async () => {
  const request = {} as IncomingMessage;
  const beginHere = async (limits: RequestLimits | undefined, times: number) => {
    for (let time = 1; time < times; time += 1) expect(await limits?.begin(request)).toBeUndefined();
    return limits?.begin(request);
  };
  expect(await beginHere(replicas[0], 5000)).toBeUndefined();
  await clock.advanceAsync(1000);
  expect(await beginHere(replicas[1], 5000)).toBeUndefined();
  expect(await replicas[1]?.begin(request)).toMatchObject({ retryAfterSeconds: expect.any(Number) });
});

test('of a user that begins few requests nobody is told', async () => {
  await begin(replicas[0], 1);
  await clock.advanceAsync(1000);
  expect(await begin(replicas[1], 100)).toBe(0);
});

test('replicas that are alone count their own', async () => {
  await network.dispose();
  await clock.advanceAsync(5000);
  expect(await begin(replicas[0], 101)).toBe(1);
});
