import { beforeEach, describe, expect, test } from 'vitest';
import type { PodStreamEvent } from '#protocol/api.ts';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { FakePodSource, podObject } from '../testing/fake-pod-source.ts';
import { feedOfTest } from '../testing/feed-of-test.ts';
import type { PodFeed } from './pod-feed.ts';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const expired = new ApiStatusError(410, 'Expired', 'too old resource version');

let source: FakePodSource;
let clock: FakeClock;
let feed: PodFeed;
let ends: number;
beforeEach(() => {
  source = new FakePodSource();
  clock = new FakeClock();
  ends = 0;
});

function openFeed(feedBacklog = 16): void {
  feed = feedOfTest({
    source,
    limits: { ...DEFAULT_LIMITS, feedBacklog },
    clock,
    onEnd: () => {
      ends += 1;
    },
  });
}

interface Reader {
  readonly seen: string[];
  readonly abort: () => void;
  readonly done: Promise<unknown>;
}

function describeEvent({ type, data }: PodStreamEvent): string {
  if (type === 'snapshot') return `snapshot ${data.items.map(({ name }) => name).join('+')}`;
  return `${type} ${type === 'stale' ? data.code : data.name}`;
}

/** Subscribes and reads every event at once. */
function read(): Reader {
  const controller = new AbortController();
  const seen: string[] = [];
  const events = feed.subscribe(controller.signal);
  const done = (async () => {
    for await (const event of events) seen.push(describeEvent(event));
  })().catch((error: unknown) => error);
  return { seen, abort: () => controller.abort(), done };
}

test('a snapshot comes first, then changes', async () => {
  source.willList('5', podObject('x', '1'));
  openFeed();
  const reader = read();
  await settlePromises();
  source.emit('ADDED', podObject('y', '6'));
  source.emit('MODIFIED', podObject('x', '7'));
  source.emit('DELETED', podObject('y', '8'));
  await settlePromises();
  expect(reader.seen).toEqual(['snapshot x', 'added y', 'modified x', 'deleted y']);
  expect(source.asked).toEqual(['list', 'watch 5']);
});

test('readers share one list and one watch, and a late one begins with the current pods', async () => {
  source.willList('5', podObject('x', '1'));
  openFeed();
  const first = read();
  await settlePromises();
  source.emit('ADDED', podObject('y', '6'));
  await settlePromises();
  const second = read();
  await settlePromises();
  expect([first.seen, second.seen]).toEqual([['snapshot x', 'added y'], ['snapshot x+y']]);
  expect(source.asked).toEqual(['list', 'watch 5']);
});

test('the feed ends when the last reader leaves', async () => {
  source.willList('5');
  openFeed();
  const first = read();
  const second = read();
  await settlePromises();
  first.abort();
  await first.done;
  expect(ends).toBe(0);
  second.abort();
  await second.done;
  expect(ends).toBe(1);
  await settlePromises();
  expect(clock.pendingTimers).toBe(0);
});

test('a watch that the server ends continues from the last bookmark, without events for readers', async () => {
  source.willList('5', podObject('x', '1'));
  openFeed();
  const reader = read();
  await settlePromises();
  source.bookmark('9');
  await clock.advanceAsync(60_000);
  source.endWatch();
  await settlePromises();
  expect(source.asked).toEqual(['list', 'watch 5', 'watch 9']);
  expect(reader.seen).toEqual(['snapshot x']);
});

test('an expired resource version leads to a new list, after the first wait', async () => {
  source.willList('5', podObject('x', '1'));
  openFeed();
  const reader = read();
  await settlePromises();
  source.willList('90', podObject('z', '80'));
  source.failWatch(expired);
  await clock.advanceAsync(799);
  expect(source.asked).toEqual(['list', 'watch 5']);
  await clock.advanceAsync(1);
  expect(reader.seen).toEqual(['snapshot x', 'snapshot z']);
  expect(source.asked).toEqual(['list', 'watch 5', 'list', 'watch 90']);
});

test('an unreachable cluster is reported once, retried with backoff, and followed by a snapshot', async () => {
  source.willList('5', podObject('x', '1'));
  openFeed();
  const reader = read();
  await settlePromises();
  source.failWatch(refused);
  source.willFailToList(refused);
  source.willFailToList(refused);
  await clock.advanceAsync(1);
  expect(reader.seen).toEqual(['snapshot x', 'stale cluster-unreachable']);
  const late = read();
  await settlePromises();
  expect(late.seen).toEqual(['snapshot x', 'stale cluster-unreachable']);
  source.willList('7', podObject('y', '6'));
  await clock.advanceAsync(5_000);
  expect(reader.seen).toEqual(['snapshot x', 'stale cluster-unreachable', 'snapshot y']);
  expect(source.asked.filter((asked) => asked === 'list')).toHaveLength(4);
});

test('a cluster that is unreachable from the start is reported, then followed by a snapshot', async () => {
  source.willFailToList(refused);
  openFeed();
  const reader = read();
  await settlePromises();
  source.willList('5', podObject('x', '1'));
  await clock.advanceAsync(5_000);
  expect(reader.seen).toEqual(['stale cluster-unreachable', 'snapshot x']);
});

describe('a slow reader', () => {
  test('gets a snapshot instead of more changes than the backlog holds', async () => {
    source.willList('5', podObject('x', '1'));
    openFeed(4);
    const slow = feed.subscribe(new AbortController().signal);
    await slow.next();
    for (let version = 6; version < 100; version += 1)
      source.emit('MODIFIED', podObject('x', String(version)));
    source.emit('ADDED', podObject('y', '100'));
    await settlePromises();
    const next = await slow.next();
    expect(next.value && describeEvent(next.value)).toBe('snapshot x+y');
    source.emit('DELETED', podObject('y', '101'));
    const after = await slow.next();
    expect(after.value && describeEvent(after.value)).toBe('deleted y');
    await slow.return?.();
  });
});
