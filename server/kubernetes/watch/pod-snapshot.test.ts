import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { FakePodSource, podObject } from '../testing/fake-pod-source.ts';
import type { FeedSnapshot } from './feed-snapshots.ts';
import { PodFeed } from './pod-feed.ts';

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
  feed = new PodFeed({
    source,
    subject: { context: 'c' },
    limits: DEFAULT_LIMITS,
    clock,
    logger: new RecordingLogger(),
    random: () => 0,
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

test('a page is shown the first pods while the others come', async () => {
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

test('without a number of all, the first ones are not worth showing', async () => {
  const soon = seen(feed.snapshot('soon'));
  await settlePromises();
  source.beginList(undefined, x);
  source.finishList('5', x, y);
  expect(await soon).toBe('x+y of 2');
});

test('the stream of the page begins with a snapshot from memory, however late it comes', async () => {
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

test('a page that never follows is not waited for beyond that', async () => {
  const snapshot = feed.snapshot('all');
  source.finishList('5', x);
  await snapshot;
  await clock.advanceAsync(DEFAULT_LIMITS.feedHoldMs);
  expect(ends).toBe(1);
  await settlePromises();
  expect(clock.pendingTimers).toBe(0);
});

describe('what goes wrong', () => {
  test('is told to whoever waits', async () => {
    const snapshot = seen(feed.snapshot('all'));
    source.failList(refused);
    expect(await snapshot).toBe('cluster-unreachable');
  });

  test('before, is not taken for granted: the cluster is asked at once', async () => {
    const snapshot = seen(feed.snapshot('all'));
    source.failList(refused);
    await snapshot;
    source.willList('5', x);
    expect(await seen(feed.snapshot('all'))).toBe('x of 1');
    source.endWatch();
  });

  test('as a refusal, ends the feed', async () => {
    const snapshot = seen(feed.snapshot('soon'));
    source.failList(forbidden);
    expect(await snapshot).toBe('forbidden');
    expect(ends).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('as a server that stops, is an answer too', async () => {
    const snapshot = seen(feed.snapshot('all'));
    feed.dispose();
    expect(await snapshot).toBe('draining');
  });
});

describe('a right that was taken away meanwhile', () => {
  beforeEach(async () => {
    const snapshot = feed.snapshot('all');
    source.finishList('5', x);
    await snapshot;
  });

  test('refuses the next page, and those who read', async () => {
    const stream = feed.subscribe(new AbortController().signal);
    await stream.next();
    source.willRefuseProbe(forbidden);
    expect(await seen(feed.snapshot('soon'))).toBe('forbidden');
    await expect(stream.next()).rejects.toMatchObject({ code: 'forbidden' });
    expect(ends).toBe(1);
  });

  test('is another thing than a cluster that is away', async () => {
    source.willRefuseProbe(refused);
    expect(await seen(feed.snapshot('soon'))).toBe('x of 1');
    expect(ends).toBe(0);
  });
});
