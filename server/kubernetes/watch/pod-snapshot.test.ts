import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { FakePodSource, podObject } from '../testing/fake-pod-source.ts';
import { feedOfTest } from '../testing/feed-of-test.ts';
import type { FeedSnapshot } from './feed-snapshots.ts';
import type { PodFeed } from './pod-feed.ts';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const forbidden = new ApiStatusError(403, 'Forbidden', 'pods is forbidden');

let source: FakePodSource;
let clock: FakeClock;
let feed: PodFeed;
let ends: number;
beforeEach(() => {
  source = new FakePodSource();
  clock = new FakeClock();
  ends = 0;
  feed = feedOfTest({
    source,
    clock,
    onEnd: () => {
      ends += 1;
    },
  });
});

/** `x+y of 5`, or the code of the error. */
function seen(snapshot: Promise<FeedSnapshot>): Promise<string> {
  return snapshot.then(
    ({ items, total }) => `${items.map(({ name }) => name).join('+')} of ${total}`,
    (error: { code: string }) => error.code,
  );
}

const x = podObject('x', '1');
const y = podObject('y', '2');

test('a page gets the first pods while the others load', async () => {
  const soon = seen(feed.snapshot('soon'));
  const all = seen(feed.snapshot('all'));
  await settlePromises();
  source.beginList(2, x);
  expect(await soon).toBe('x of 2');
  expect(await seen(feed.snapshot('soon'))).toBe('x of 2');
  source.finishList('5', x, y);
  expect(await all).toBe('x+y of 2');
  expect(await seen(feed.snapshot('soon'))).toBe('x+y of 2');
  expect(source.asked.filter((asked) => asked === 'list')).toHaveLength(1);
});

test('a first page without a total is not used', async () => {
  const soon = seen(feed.snapshot('soon'));
  await settlePromises();
  source.beginList(undefined, x);
  source.finishList('5', x, y);
  expect(await soon).toBe('x+y of 2');
});

test('a page that subscribes within the hold time gets a snapshot from memory', async () => {
  const snapshot = feed.snapshot('all');
  source.finishList('5', x);
  await snapshot;
  await clock.advanceAsync(DEFAULT_LIMITS.feedHoldMs - 1);
  const controller = new AbortController();
  const stream = feed.subscribe(controller.signal);
  expect((await stream.next()).value).toMatchObject({ type: 'snapshot' });
  expect(source.asked).toEqual(['list', 'watch 5']);
  await clock.advanceAsync(1);
  expect(ends).toBe(0);
  controller.abort();
  expect(ends).toBe(1);
  await settlePromises();
  expect(clock.pendingTimers).toBe(0);
});

test('the feed ends after the hold time if the page never subscribes', async () => {
  const snapshot = feed.snapshot('all');
  source.finishList('5', x);
  await snapshot;
  await clock.advanceAsync(DEFAULT_LIMITS.feedHoldMs);
  expect(ends).toBe(1);
  await settlePromises();
  expect(clock.pendingTimers).toBe(0);
});

describe('a failure', () => {
  test('rejects the pending snapshots', async () => {
    const snapshot = seen(feed.snapshot('all'));
    source.failList(refused);
    expect(await snapshot).toBe('cluster-unreachable');
  });

  test('does not reject a later snapshot: the cluster is queried again at once', async () => {
    const snapshot = seen(feed.snapshot('all'));
    source.failList(refused);
    await snapshot;
    source.willList('5', x);
    expect(await seen(feed.snapshot('all'))).toBe('x of 1');
    source.endWatch();
  });

  test('has the code of a refusal, and the next page asks again', async () => {
    const snapshot = seen(feed.snapshot('soon'));
    source.failList(forbidden);
    expect(await snapshot).toBe('forbidden');
    source.willList('5', x);
    expect(await seen(feed.snapshot('all'))).toBe('x of 1');
    await clock.advanceAsync(DEFAULT_LIMITS.feedHoldMs);
    expect(ends).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('has the code draining when the server shuts down', async () => {
    const snapshot = seen(feed.snapshot('all'));
    feed.dispose();
    expect(await snapshot).toBe('draining');
  });
});

describe('the permission check of a later snapshot', () => {
  beforeEach(async () => {
    const snapshot = feed.snapshot('all');
    source.finishList('5', x);
    await snapshot;
  });

  test('fails the snapshot and takes the pods from every reader when the permission was revoked', async () => {
    const stream = feed.subscribe(new AbortController().signal);
    await stream.next();
    source.willRefuseProbe(forbidden);
    expect(await seen(feed.snapshot('soon'))).toBe('forbidden');
    expect((await stream.next()).value).toMatchObject({ type: 'stale', data: { code: 'forbidden' } });
    const late = feed.subscribe(new AbortController().signal);
    source.willFailToList(forbidden);
    expect((await late.next()).value).toMatchObject({ type: 'stale', data: { code: 'forbidden' } });
    source.willList('8', y);
    await clock.advanceAsync(5_000);
    expect((await stream.next()).value).toMatchObject({ type: 'snapshot', data: { items: [{ name: 'y' }] } });
    await stream.return?.();
    await late.return?.();
  });

  test('ignores an unreachable cluster', async () => {
    source.willRefuseProbe(refused);
    expect(await seen(feed.snapshot('soon'))).toBe('x of 1');
    expect(ends).toBe(0);
  });
});
