import { beforeEach, describe, expect, test } from 'vitest';
import type { PodStreamEvent } from '#protocol/api.ts';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { ApiStatusError, CredentialsError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { ListedPods } from '../pods/list-pods.ts';
import { FakePodSource, podObject } from '../testing/fake-pod-source.ts';
import { feedOfTest } from '../testing/feed-of-test.ts';
import type { PodFeed } from './pod-feed.ts';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const forbidden = new ApiStatusError(403, 'Forbidden', 'pods is forbidden');
const unauthenticated = new ApiStatusError(401, 'Unauthorized', 'Unauthorized');
const expired = new ApiStatusError(410, 'Expired', 'too old resource version');

let source: FakePodSource;
let clock: FakeClock;
let feed: PodFeed;
beforeEach(() => {
  source = new FakePodSource();
  clock = new FakeClock();
});

function openFeed({ namespace }: Pick<ListedPods, 'namespace'> = { namespace: 'a' }): void {
  feed = feedOfTest({ source, subject: { context: 'c', namespace }, clock });
}

function describeEvent({ type, data }: PodStreamEvent): string {
  if (type === 'snapshot') return `snapshot ${data.items.map(({ name }) => name).join('+')}`;
  return `${type} ${type === 'stale' ? data.code : data.name}`;
}

/** Subscribes and reads every event at once. */
function read(): string[] {
  const seen: string[] = [];
  void (async () => {
    for await (const event of feed.subscribe(new AbortController().signal)) seen.push(describeEvent(event));
  })();
  return seen;
}

const lists = () => source.asked.filter((asked) => asked === 'list').length;

test.each([
  [401, 'cluster-unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
])('a feed that begins with %i tells every reader, and heals', async (status, code) => {
  source.willFailToList(new ApiStatusError(status, '', ''));
  openFeed();
  const readers = [read(), read()];
  await settlePromises();
  expect(readers).toEqual([[`stale ${code}`], [`stale ${code}`]]);
  source.willList('5', podObject('x', '1'));
  await clock.advanceAsync(800);
  const healed = [`stale ${code}`, 'snapshot x'];
  expect(readers).toEqual([healed, healed]);
});

test('no credentials from the kubeconfig are a refusal that may pass', async () => {
  source.willFailToList(new CredentialsError(new Error('plugin')));
  openFeed();
  const seen = read();
  await settlePromises();
  source.willList('5', podObject('x', '1'));
  await clock.advanceAsync(800);
  expect(seen).toEqual(['stale cluster-unauthenticated', 'snapshot x']);
});

describe('after a snapshot', () => {
  let seen: string[];
  beforeEach(async () => {
    source.willList('5', podObject('x', '1'));
    openFeed();
    seen = read();
    await settlePromises();
  });

  test.each([unauthenticated, forbidden])(
    'one refused list changes nothing for readers (%s)',
    async (error) => {
      source.failWatch(expired);
      source.willFailToList(error);
      source.willList('8', podObject('x', '1'));
      await clock.advanceAsync(800 + 1_600);
      expect(seen).toEqual(['snapshot x', 'snapshot x']);
      expect(lists()).toBe(3);
    },
  );

  test('a second 403 makes readers drop the pods, until they may see them again', async () => {
    source.failWatch(expired);
    source.willFailToList(forbidden);
    source.willFailToList(forbidden);
    await clock.advanceAsync(800 + 1_600);
    expect(seen).toEqual(['snapshot x', 'stale forbidden']);
    source.willList('8', podObject('y', '7'));
    await clock.advanceAsync(3_200);
    expect(seen).toEqual(['snapshot x', 'stale forbidden', 'snapshot y']);
  });

  test('a reader who joins a refused feed gets the present answer, never the old pods', async () => {
    source.failWatch(expired);
    for (let count = 0; count < 3; count += 1) source.willFailToList(forbidden);
    await clock.advanceAsync(800 + 1_600);
    const late = read();
    await settlePromises();
    expect(late).toEqual(['stale forbidden']);
    expect(lists()).toBe(4);
    source.willList('8', podObject('y', '7'));
    const later = read();
    await settlePromises();
    expect(later).toEqual(['snapshot y']);
    expect(seen).toEqual(['snapshot x', 'stale forbidden', 'snapshot y']);
  });

  test('a second 401 leaves the pods, as stale', async () => {
    source.failWatch(unauthenticated);
    source.willFailToList(unauthenticated);
    await clock.advanceAsync(800);
    expect(seen).toEqual(['snapshot x', 'stale cluster-unauthenticated']);
    const late = read();
    await settlePromises();
    expect(late).toEqual(['snapshot x', 'stale cluster-unauthenticated']);
  });

  test('a refusal that lasts is asked about less and less often', async () => {
    source.failWatch(expired);
    for (let count = 0; count < 100; count += 1) source.willFailToList(forbidden);
    await clock.advanceAsync(60_000);
    const first = lists();
    await clock.advanceAsync(60_000);
    expect([first, lists() - first]).toEqual([8, 4]);
  });

  test('a watch that alone is refused with 401 lists less and less often, and says nothing', async () => {
    for (let count = 0; count < 20; count += 1) {
      source.failWatch(unauthenticated);
      source.willList('5', podObject('x', '1'));
    }
    await clock.advanceAsync(120_000);
    expect(lists()).toBe(12);
    expect(new Set(seen)).toEqual(new Set(['snapshot x']));
  });
});

describe('a caller who may list but not watch', () => {
  beforeEach(() => {
    source.willList('5', podObject('x', '1'), podObject('y', '1'), podObject('w', '1', 'old'));
    source.failWatch(forbidden);
    openFeed();
  });

  test('is served by polling', async () => {
    const seen = read();
    await settlePromises();
    source.willList('6', podObject('x', '2'), podObject('z', '1'), podObject('w', '3', 'new'));
    source.failWatch(forbidden);
    await clock.advanceAsync(DEFAULT_LIMITS.pollMs);
    expect(seen).toEqual(['snapshot x+y+w', 'modified x', 'added z', 'deleted w', 'added w', 'deleted y']);
    source.willFailToList(refused);
    source.willList('9', podObject('q', '9'));
    await clock.advanceAsync(2 * DEFAULT_LIMITS.pollMs + 500);
    expect(seen.slice(6)).toEqual(['stale cluster-unreachable', 'snapshot q']);
  });

  test('polls less and less often', async () => {
    read();
    const asked: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      const before = lists();
      for (let count = 0; count < 30; count += 1) {
        source.willList('6', podObject('x', '1'));
        source.failWatch(forbidden);
      }
      await clock.advanceAsync(60_000);
      asked.push(lists() - before);
    }
    expect(asked).toEqual([5, 4, 4]);
  });

  test('watches as soon as the watch is allowed', async () => {
    const seen = read();
    await settlePromises();
    source.willList('6', podObject('x', '1'), podObject('y', '1'), podObject('w', '1', 'old'));
    await clock.advanceAsync(DEFAULT_LIMITS.pollMs);
    expect(source.asked.at(-1)).toBe('watch 6');
    source.emit('ADDED', podObject('new', '7'));
    await clock.advanceAsync(60_000);
    expect(seen).toEqual(['snapshot x+y+w', 'added new']);
    expect(lists()).toBe(2);
  });

  test('gets the changes at once when a page asks', async () => {
    const seen = read();
    await settlePromises();
    source.willList('6', podObject('z', '6'));
    await feed.snapshot('soon');
    await settlePromises();
    expect(seen).toContain('added z');
  });
});

describe('a feed of all namespaces that gets only one', () => {
  const wide = { namespace: undefined };

  test('for a moment keeps the pods of all', async () => {
    source.willListIn(wide, '5', podObject('x', '1'), podObject('y', '1'));
    openFeed(wide);
    const seen = read();
    await settlePromises();
    source.failWatch(expired);
    source.willList('6', podObject('x', '1'));
    source.willListIn(wide, '7', podObject('x', '1'), podObject('z', '1'));
    await clock.advanceAsync(800 + 1_600);
    expect(seen).toEqual(['snapshot x+y', 'snapshot x+z']);
  });

  test('asks for all again when a watch ends', async () => {
    source.willList('5', podObject('x', '1'));
    openFeed(wide);
    const seen = read();
    await settlePromises();
    source.willListIn(wide, '7', podObject('x', '1'), podObject('z', '1'));
    await clock.advanceAsync(290_000);
    source.endWatch();
    await clock.advanceAsync(800);
    expect(seen).toEqual(['snapshot x', 'snapshot x+z']);
  });
});

describe('a watch whose permission is revoked', () => {
  const recheckMs = 60_000;
  let seen: string[];
  beforeEach(async () => {
    source.willList('5', podObject('x', '1'));
    const limits = { ...DEFAULT_LIMITS, recheckMs };
    feed = feedOfTest({ source, subject: { context: 'c', namespace: 'a' }, clock, limits });
    seen = read();
    await settlePromises();
  });

  test('is found out within the interval, and readers drop the pods', async () => {
    source.willRefuseProbe(forbidden);
    source.willFailToList(forbidden);
    await clock.advanceAsync(recheckMs);
    expect(seen).toEqual(['snapshot x', 'stale forbidden']);
  });

  test('is listed again before it counts', async () => {
    source.willRefuseProbe(forbidden);
    source.willList('9', podObject('y', '1'));
    await clock.advanceAsync(recheckMs);
    expect(seen).toEqual(['snapshot x', 'snapshot y']);
  });

  test.each([refused, undefined])('is no matter of other failures (%s)', async (error) => {
    source.willRefuseProbe(error);
    await clock.advanceAsync(3 * recheckMs);
    expect(seen).toEqual(['snapshot x']);
    expect(source.asked.filter((asked) => asked === 'probe').length).toBeGreaterThanOrEqual(3);
    expect(lists()).toBe(1);
  });

  test('is asked for no longer when the feed has ended', async () => {
    feed.dispose();
    await clock.advanceAsync(recheckMs);
    expect(source.asked).not.toContain('probe');
    expect(clock.pendingTimers).toBe(0);
  });
});
