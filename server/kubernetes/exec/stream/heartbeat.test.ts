import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { DEFAULT_LIMITS } from '../../limits.ts';
import { Heartbeat } from './heartbeat.ts';

const { pingMs, pongMs, pongStdinBytes } = DEFAULT_LIMITS;

let clock: FakeClock;
let pings: number;
let dead: number;
let probes: boolean[];
let sentBytes: number;
let heartbeat: Heartbeat;
beforeEach(() => {
  clock = new FakeClock();
  pings = 0;
  dead = 0;
  probes = [];
  sentBytes = 0;
  const peer = {
    ping: () => {
      pings += 1;
    },
    get sentBytes() {
      return sentBytes;
    },
    probe: async () => probes.shift() ?? false,
    onDead: () => {
      dead += 1;
    },
  };
  heartbeat = new Heartbeat(peer, DEFAULT_LIMITS, clock);
});

test('a peer that is silent after a ping is reported dead, once', async () => {
  await clock.advanceAsync(pingMs + pongMs - 1);
  expect([pings, dead]).toEqual([1, 0]);
  await clock.advanceAsync(1);
  expect(dead).toBe(1);
  await clock.advanceAsync(10 * pingMs);
  expect([pings, dead, clock.pendingTimers]).toEqual([1, 1, 0]);
});

test.each(['onPong', 'onData'] as const)('%s keeps the peer alive', async (sign) => {
  for (let round = 1; round < 5; round += 1) {
    await clock.advanceAsync(pingMs);
    heartbeat[sign]();
    await clock.advanceAsync(pongMs);
    expect([pings, dead]).toEqual([round, 0]);
  }
});

test('a paused stream is not reported dead; pings continue', async () => {
  heartbeat.pause();
  await clock.advanceAsync(3 * (pingMs + pongMs));
  expect([pings, dead]).toEqual([3, 0]);
  heartbeat.resume();
  await clock.advanceAsync(pingMs + pongMs);
  expect(dead).toBe(1);
});

test('with much unread input, silence leads to a probe', async () => {
  sentBytes = pongStdinBytes + 1;
  probes = [true, true];
  await clock.advanceAsync(2 * (pingMs + pongMs));
  expect(dead).toBe(0);
  await clock.advanceAsync(pingMs + pongMs);
  expect(dead).toBe(1);
});

test('input that a pong has confirmed does not count as unread', async () => {
  sentBytes = 1_000_000;
  await clock.advanceAsync(pingMs);
  heartbeat.onPong();
  await clock.advanceAsync(pongMs);
  probes = [true];
  await clock.advanceAsync(pingMs + pongMs);
  expect([dead, probes]).toEqual([1, [true]]);
});

test('output keeps the peer alive, but confirms no input', async () => {
  sentBytes = 1_000_000;
  await clock.advanceAsync(pingMs);
  heartbeat.onData();
  await clock.advanceAsync(pongMs);
  probes = [true];
  await clock.advanceAsync(pingMs + pongMs);
  expect([dead, probes]).toEqual([0, []]);
});

test('after stop, no ping is sent', async () => {
  heartbeat.stop();
  await clock.advanceAsync(10 * pingMs);
  expect([pings, dead]).toEqual([0, 0]);
});
