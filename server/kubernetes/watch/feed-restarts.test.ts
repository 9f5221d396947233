import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { NO_CLUSTER_OBSERVER } from '../ports.ts';
import { FakePodSource, podObject } from '../testing/fake-pod-source.ts';
import { feedOfTest } from '../testing/feed-of-test.ts';
import { RestartBackoff } from './restart-backoff.ts';

const expired = new ApiStatusError(410, 'Expired', 'too old resource version');
const busy = new ApiStatusError(500, 'InternalError', 'etcd');
const unreached = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

describe('the waits between two lists', () => {
  /** With a random of 0 the shortest waits, with almost 1 the longest. */
  const waits = (random: number, error: unknown) => {
    const backoff = new RestartBackoff(clock, () => random, DEFAULT_LIMITS.pollMs);
    return Array.from({ length: 7 }, () => backoff.afterFailure(error));
  };

  test('are those of the reflector of client-go', () => {
    expect(waits(0, busy)).toEqual([800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
    expect(waits(1, busy)).toEqual([1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
  });

  test('are at least what a busy server asks for', () => {
    const asked = (seconds: number) => new ApiStatusError(429, 'TooManyRequests', '', seconds * 1000);
    const backoff = new RestartBackoff(clock, () => 0, DEFAULT_LIMITS.pollMs);
    expect([7, 1, 86_400].map((seconds) => backoff.afterFailure(asked(seconds)))).toEqual([
      7_000, 1_600, 300_000,
    ]);
  });

  test('stay short while no request arrives', () => {
    expect(waits(1, unreached)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  test('begin again after two minutes without a restart', () => {
    const backoff = new RestartBackoff(clock, () => 0, DEFAULT_LIMITS.pollMs);
    backoff.afterRestart();
    clock.advance(120_000);
    expect(backoff.afterRestart()).toBe(1_600);
    clock.advance(120_001);
    expect(backoff.afterRestart()).toBe(800);
  });
});

describe('the requests of a feed in ten minutes', () => {
  /** A cluster with one pod whose watches all end like this. */
  async function askedOf(watch: (source: EndlessSource) => void): Promise<readonly string[]> {
    const source = new EndlessSource(watch);
    const feed = feedOfTest({ source, clock });
    const reader = new AbortController();
    const events = feed.subscribe(reader.signal);
    await clock.advanceAsync(600_000);
    reader.abort();
    await events.return?.();
    return source.asked;
  }

  class EndlessSource extends FakePodSource {
    readonly #watch: (source: EndlessSource) => void;
    constructor(watch: (source: EndlessSource) => void) {
      super();
      this.#watch = watch;
    }
    override async list(signal: AbortSignal) {
      this.willList('5', podObject('x', '1'));
      return super.list(signal);
    }
    override watch(namespace: string | undefined, version: string, signal: AbortSignal) {
      this.#watch(this);
      return super.watch(namespace, version, signal);
    }
  }

  const lists = (asked: readonly string[]) => asked.filter((one) => one === 'list').length;

  test('are few if every watch is expired', async () => {
    const asked = await askedOf((source) => source.failWatch(expired));
    expect(lists(asked)).toBe(44);
  });

  test('are few if every watch sends a bookmark and is then expired', async () => {
    const asked = await askedOf((source) => {
      source.bookmark('6');
      source.failWatch(expired);
    });
    expect(lists(asked)).toBe(44);
  });

  test('are few if every watch sends a change and ends', async () => {
    const asked = await askedOf((source) => {
      source.emit('MODIFIED', podObject('x', '7'));
      source.endWatch();
    });
    expect([lists(asked), asked.length]).toEqual([1, 45]);
  });

  test('are told to an observer, with the reason', async () => {
    const why: string[] = [];
    const observer = { ...NO_CLUSTER_OBSERVER, onWatchRestart: (reason: string) => why.push(reason) };
    const source = new FakePodSource();
    source.willList('5');
    const feed = feedOfTest({ source, clock, observer });
    const next = async (end: () => void) => {
      end();
      await clock.advanceAsync(60_000);
    };
    await next(() => source.endWatch());
    source.willList('6');
    await next(() => source.failWatch(expired));
    source.willList('7');
    await next(() => source.failWatch(busy));
    source.willFailToList(new ApiStatusError(403, 'Forbidden', ''));
    await next(() => source.failWatch(expired));
    feed.dispose();
    expect(why).toEqual(['ended', 'expired', 'failed', 'expired', 'refused']);
  });

  test('are few if every watch fails', async () => {
    const asked = await askedOf((source) => source.failWatch(busy));
    expect(lists(asked)).toBe(44);
  });
});
