import { describe, expect, test } from 'vitest';
import type { Failure } from '#components/failures/read-failure.ts';
import type { Pod, PodStreamEvent } from '#protocol/api.ts';
import { PART } from '#protocol/parts.ts';
import type { EventSourceLike } from '../streams/event-source.ts';
import { samplePod } from '../testing/sample-pods.ts';
import { EMPTY_STREAM, streamFromProblem } from './pod-stream.ts';
import { type FeedEnvironment, PodSubscription } from './pod-subscription.ts';

class FakeSource implements EventSourceLike {
  readyState = 0;
  closed = false;
  readonly #target = new EventTarget();
  addEventListener(type: string, listener: unknown): void {
    this.#target.addEventListener(type, listener as EventListener);
  }
  close(): void {
    this.closed = true;
    this.readyState = 2;
  }
  say(event: PodStreamEvent): void {
    this.#target.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event.data) }));
  }
  sayPart(...pods: Pod[]): void {
    this.#target.dispatchEvent(new MessageEvent(PART, { data: JSON.stringify(pods) }));
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.#target.dispatchEvent(new Event('error'));
  }
}

class FakeBrowser implements FeedEnvironment {
  readonly sources: FakeSource[] = [];
  readonly timers: { at: number; callback: () => void }[] = [];
  time = 1_000_000;
  answer: Promise<Failure | null> = Promise.resolve(null);
  openEvents(): FakeSource {
    const source = new FakeSource();
    this.sources.push(source);
    return source;
  }
  probe(): Promise<Failure | null> {
    return this.answer;
  }
  now(): number {
    return this.time;
  }
  /** Makes every delay the longest one. */
  random(): number {
    return 1;
  }
  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.time + ms, callback };
    this.timers.push(timer);
    return () => {
      const index = this.timers.indexOf(timer);
      if (index >= 0) this.timers.splice(index, 1);
    };
  }
  /** Null: nobody types. */
  untilKey: (() => void)[] | null = null;
  betweenKeys(callback: () => void): () => void {
    if (this.untilKey === null) callback();
    else this.untilKey.push(callback);
    return () => {
      this.untilKey = this.untilKey?.filter((one) => one !== callback) ?? null;
    };
  }
  /** Runs the timers that are due until then. */
  pass(ms: number): void {
    this.time += ms;
    const due = this.timers.filter((timer) => timer.at <= this.time);
    for (const timer of due) this.timers.splice(this.timers.indexOf(timer), 1);
    for (const timer of due) timer.callback();
  }
  get source(): FakeSource {
    const source = this.sources.at(-1);
    if (source === undefined) throw new Error('No event source was opened');
    return source;
  }
}

function setup(initial = EMPTY_STREAM) {
  const browser = new FakeBrowser();
  const feed = new PodSubscription('/api/pods/events', initial, browser);
  const seen: number[] = [];
  feed.subscribe(() => seen.push(feed.state.total));
  return { browser, feed, seen };
}

function snapshot(...names: string[]): PodStreamEvent {
  return {
    type: 'snapshot',
    data: { items: names.map((name) => samplePod({ name })), resourceVersion: '1' },
  };
}

function added(name: string): PodStreamEvent {
  return { type: 'added', data: samplePod({ name }) };
}

/** Runs the callbacks of settled promises. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the feed', () => {
  test('publishes the first event immediately, the next ones together', () => {
    const { browser, feed, seen } = setup();
    feed.connect();
    browser.source.say(snapshot('a'));
    expect(feed.state.link.kind).toBe('live');
    for (const name of ['b', 'c', 'd']) browser.source.say(added(name));
    expect(seen).toEqual([1]);
    browser.pass(100);
    expect(seen).toEqual([1, 4]);
    expect(browser.timers).toHaveLength(0);
  });

  test('a snapshot has the pods that came in parts before it, but not those of a stream that has dropped', () => {
    const { browser, feed, seen } = setup();
    feed.connect();
    browser.source.sayPart(samplePod({ name: 'lost' }));
    browser.source.fail(0);
    browser.pass(100);
    const names = () => [...(feed.state.pods?.values() ?? [])].map(({ name }) => name);
    for (const round of [1, 2]) {
      browser.source.sayPart(samplePod({ name: 'a' }), samplePod({ name: 'b' }));
      browser.source.sayPart(samplePod({ name: `c${round}` }));
      browser.source.say(snapshot('d'));
      browser.pass(100);
      expect(names()).toEqual(['a', 'b', `c${round}`, 'd']);
    }
    expect(seen.filter((total) => total > 0)).toEqual([4, 4]);
  });

  test('publishes changes together between two keys while somebody types', () => {
    const { browser, feed, seen } = setup();
    feed.connect();
    browser.source.say(snapshot('a'));
    browser.untilKey = [];
    browser.source.say(added('b'));
    browser.pass(100);
    browser.source.say(added('c'));
    browser.pass(100);
    expect(seen).toEqual([1]);
    expect(browser.untilKey).toHaveLength(1);
    browser.untilKey.pop()?.();
    expect(seen).toEqual([1, 3]);
    browser.source.say(added('d'));
    browser.pass(100);
    expect(browser.untilKey).toHaveLength(1);
    feed.disconnect();
    expect(browser.untilKey).toEqual([]);
    expect(feed.state.total).toBe(4);
  });

  test('publishes what is not live yet at once: who has opened it with a key waits for it', () => {
    const { browser, feed, seen } = setup();
    browser.untilKey = [];
    feed.connect();
    browser.source.say(snapshot('a'));
    expect(seen).toEqual([1]);
    expect(browser.untilKey).toEqual([]);
  });

  test('lets the browser reconnect a dropped connection', () => {
    const { browser, feed } = setup();
    feed.connect();
    browser.source.say(snapshot('a'));
    browser.pass(1000);
    browser.source.fail(0);
    expect(feed.state.link.kind).toBe('reconnecting');
    expect(browser.sources).toHaveLength(1);
    browser.pass(1000);
    browser.source.say(snapshot('a', 'b'));
    expect(feed.state.link.kind).toBe('live');
  });

  test('is not live while it asks why the connection was closed', async () => {
    const { browser, feed } = setup();
    browser.answer = new Promise(() => {});
    feed.connect();
    browser.source.say(snapshot('a'));
    browser.pass(1000);
    browser.source.fail(2);
    expect(feed.state.link.kind).toBe('connecting');
  });

  describe.each(['forbidden', 'context-not-found', 'not-found'])('refused with %s', (code) => {
    const refusal = { code, detail: 'No.' };

    test('fetches the cause, then asks less and less often', async () => {
      const { browser, feed } = setup();
      browser.answer = Promise.resolve(refusal);
      feed.connect();
      browser.source.fail(2);
      await settled();
      expect(feed.state.link).toEqual({ kind: 'refused', ...refusal });
      const waits: number[] = [];
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        browser.pass(100);
        const [timer] = browser.timers;
        waits.push((timer?.at ?? 0) - browser.time + 100);
        browser.pass(60_000);
        await settled();
      }
      expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
      expect(browser.sources).toHaveLength(1);
    });

    test('shows the pods again when the refusal has passed', async () => {
      const { browser, feed } = setup();
      browser.answer = Promise.resolve(refusal);
      feed.connect();
      browser.source.fail(2);
      await settled();
      browser.answer = Promise.resolve(null);
      browser.pass(2000);
      await settled();
      expect(browser.sources).toHaveLength(2);
      browser.source.say(snapshot('a'));
      browser.pass(100);
      expect([feed.state.link.kind, feed.state.total]).toEqual(['live', 1]);
      expect(browser.timers).toHaveLength(0);
    });
  });

  test('does not loop when the question is answered and the stream refused', async () => {
    const { browser, feed } = setup(streamFromProblem('forbidden', 'No.', 0));
    feed.connect();
    browser.pass(2000);
    await settled();
    expect(browser.sources).toHaveLength(1);
    browser.source.fail(2);
    await settled();
    expect(browser.sources).toHaveLength(1);
    browser.pass(15_000);
    expect(browser.sources).toHaveLength(2);
  });

  test('a 403 within the stream takes the pods, and the next snapshot brings them back', () => {
    const { browser, feed } = setup();
    feed.connect();
    browser.source.say(snapshot('a'));
    browser.source.say({ type: 'stale', data: { code: 'forbidden', detail: 'No.' } });
    browser.pass(100);
    expect(feed.state).toMatchObject({ pods: null, link: { kind: 'refused', code: 'forbidden' } });
    browser.source.say(snapshot('a', 'b'));
    browser.pass(100);
    expect([feed.state.link.kind, feed.state.total]).toEqual(['live', 2]);
    expect(browser.sources).toHaveLength(1);
  });

  test('a 401 within the stream leaves the pods, as stale', () => {
    const { browser, feed } = setup();
    feed.connect();
    browser.source.say(snapshot('a'));
    browser.source.say({ type: 'stale', data: { code: 'unauthenticated', detail: 'No.' } });
    browser.pass(100);
    const signedOut = { total: 1, link: { kind: 'stale', code: 'unauthenticated' } };
    expect(feed.state).toMatchObject(signedOut);
    // The server ends the stream then, and the browser tries once more before it gets a 401.
    browser.source.fail(0);
    browser.pass(100);
    expect(feed.state).toMatchObject(signedOut);
  });

  test('retries with growing delays while the cluster does not answer', async () => {
    const { browser, feed } = setup();
    browser.answer = Promise.resolve({ code: 'cluster-unreachable', detail: 'No answer.' });
    feed.connect();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      browser.source.fail(2);
      await settled();
      browser.pass(100);
      expect(feed.state.link.kind).toBe('stale');
      waits.push((browser.timers[0]?.at ?? 0) - browser.time + 100);
      browser.pass(15_000);
      expect(browser.sources).toHaveLength(attempt + 1);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
    browser.source.say(snapshot('a'));
    browser.pass(100);
    expect(feed.state.link.kind).toBe('live');
  });

  test('retries when Podshell does not answer', async () => {
    const { browser, feed } = setup();
    browser.answer = Promise.reject(new TypeError('Failed to fetch'));
    feed.connect();
    browser.source.fail(2);
    await settled();
    expect(feed.state.link.kind).toBe('reconnecting');
    browser.pass(1000);
    expect(browser.sources).toHaveLength(2);
  });

  test('retries after a refusal at once on request', () => {
    const { browser, feed } = setup(streamFromProblem('forbidden', 'No.', 0));
    feed.connect();
    expect(browser.sources).toHaveLength(0);
    feed.retry();
    browser.source.say(snapshot('a'));
    expect(feed.state.link.kind).toBe('live');
  });

  test('connects once, even if called several times', () => {
    const { browser, feed } = setup();
    feed.connect();
    feed.connect();
    expect(browser.sources).toHaveLength(1);
    feed.disconnect();
    feed.connect();
    expect(browser.sources).toHaveLength(2);
  });

  test('a disconnected feed has no timers and ignores later events', async () => {
    const { browser, feed, seen } = setup();
    feed.connect();
    const first = browser.source;
    first.say(snapshot('a'));
    first.say(added('b'));
    feed.disconnect();
    expect(first.closed).toBe(true);
    expect(browser.timers).toHaveLength(0);
    expect(seen).toEqual([1, 2]);
    first.say(added('c'));
    expect(seen).toEqual([1, 2]);
    expect(feed.state.link.kind).toBe('connecting');

    feed.connect();
    browser.source.fail(2);
    feed.disconnect();
    await settled();
    expect(browser.timers).toHaveLength(0);
  });
});
