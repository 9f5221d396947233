import { beforeEach, describe, expect, test } from 'vitest';
import { ApiStatusError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { FakeClock, settle } from '../testing/fake-clock.ts';
import { FakePodSource, podObject } from '../testing/fake-pod-source.ts';
import { createRecordingLogger } from '../testing/recording-logger.ts';
import type { FeedGlance } from './feed-glances.ts';
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
    logger: createRecordingLogger(),
    random: () => 0,
    onEnd: () => {
      ends += 1;
    },
  });
});

/** `x+y of 5`, or the code of the error. */
function seen(glance: Promise<FeedGlance>): Promise<string> {
  return glance.then(
    ({ items, total }) => `${items.map(({ name }) => name).join('+')} of ${total}`,
    (error: { code: string }) => error.code,
  );
}

const x = podObject('x', '1');
const y = podObject('y', '2');

test('a page is shown the first pods while the others come', async () => {
  const soon = seen(feed.glance('soon'));
  const all = seen(feed.glance('all'));
  await settle();
  source.beginList(2, x);
  expect(await soon).toBe('x of 2');
  expect(await seen(feed.glance('soon'))).toBe('x of 2');
  source.finishList('5', x, y);
  expect(await all).toBe('x+y of 2');
  expect(await seen(feed.glance('soon'))).toBe('x+y of 2');
  expect(source.asked.filter((asked) => asked === 'list')).toHaveLength(1);
});

test('without a number of all, the first ones are not worth showing', async () => {
  const soon = seen(feed.glance('soon'));
  await settle();
  source.beginList(undefined, x);
  source.finishList('5', x, y);
  expect(await soon).toBe('x+y of 2');
});

test('the stream of the page begins with a snapshot from memory, however late it comes', async () => {
  const glance = feed.glance('all');
  source.finishList('5', x);
  await glance;
  await clock.advance(DEFAULT_LIMITS.feedHoldMs - 1);
  const controller = new AbortController();
  const stream = feed.subscribe(controller.signal);
  expect((await stream.next()).value).toMatchObject({ type: 'snapshot' });
  expect(source.asked).toEqual(['list', 'watch 5']);
  await clock.advance(1);
  expect(ends).toBe(0);
  controller.abort();
  expect(ends).toBe(1);
  await settle();
  expect(clock.timers).toBe(0);
});

test('a page that never follows is not waited for beyond that', async () => {
  const glance = feed.glance('all');
  source.finishList('5', x);
  await glance;
  await clock.advance(DEFAULT_LIMITS.feedHoldMs);
  expect(ends).toBe(1);
  await settle();
  expect(clock.timers).toBe(0);
});

describe('what goes wrong', () => {
  test('is told to whoever waits', async () => {
    const glance = seen(feed.glance('all'));
    source.failList(refused);
    expect(await glance).toBe('cluster-unreachable');
  });

  test('before, is not taken for granted: the cluster is asked at once', async () => {
    const glance = seen(feed.glance('all'));
    source.failList(refused);
    await glance;
    source.willList('5', x);
    expect(await seen(feed.glance('all'))).toBe('x of 1');
    source.endWatch();
  });

  test('as a refusal, ends the feed', async () => {
    const glance = seen(feed.glance('soon'));
    source.failList(forbidden);
    expect(await glance).toBe('forbidden');
    expect(ends).toBe(1);
    expect(clock.timers).toBe(0);
  });

  test('as a server that stops, is an answer too', async () => {
    const glance = seen(feed.glance('all'));
    feed.dispose();
    expect(await glance).toBe('draining');
  });
});

describe('a right that was taken away meanwhile', () => {
  beforeEach(async () => {
    const glance = feed.glance('all');
    source.finishList('5', x);
    await glance;
  });

  test('refuses the next page, and those who read', async () => {
    const stream = feed.subscribe(new AbortController().signal);
    await stream.next();
    source.willRefuseProbe(forbidden);
    expect(await seen(feed.glance('soon'))).toBe('forbidden');
    await expect(stream.next()).rejects.toMatchObject({ code: 'forbidden' });
    expect(ends).toBe(1);
  });

  test('is another thing than a cluster that is away', async () => {
    source.willRefuseProbe(refused);
    expect(await seen(feed.glance('soon'))).toBe('x of 1');
    expect(ends).toBe(0);
  });
});
