import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pod, PodStreamEvent } from '#protocol/api.ts';
import { mapPod } from '../pods/map-pod.ts';
import { mergeFeeds } from './merge-feeds.ts';

function podOf(uid: string, node = ''): Pod {
  return { ...mapPod({ metadata: { uid, name: uid, namespace: uid[0] ?? '' } }), node };
}

const snapshot = (...uids: string[]): PodStreamEvent => ({
  type: 'snapshot',
  data: { items: uids.map((uid) => podOf(uid)), resourceVersion: '1' },
});
const stale: PodStreamEvent = { type: 'stale', data: { code: 'cluster-unreachable', detail: 'silent' } };

const forbidden = (detail: string): PodStreamEvent => ({
  type: 'stale',
  data: { code: 'forbidden', detail },
});

/** A feed whose events the test sets. */
class Source implements AsyncIterableIterator<PodStreamEvent> {
  returned = 0;
  #waiting: ((give: () => IteratorResult<PodStreamEvent>) => void)[] = [];
  #given: (() => IteratorResult<PodStreamEvent>)[] = [];

  give(event: PodStreamEvent): void {
    this.#push(() => ({ done: false, value: event }));
  }
  fail(error: unknown): void {
    this.#push(() => {
      throw error;
    });
  }
  end(): void {
    this.#push(() => ({ done: true, value: undefined }));
  }
  async next(): Promise<IteratorResult<PodStreamEvent>> {
    const given = this.#given.shift();
    if (given !== undefined) return given();
    return (
      await new Promise<() => IteratorResult<PodStreamEvent>>((resolve) => this.#waiting.push(resolve))
    )();
  }
  async return(): Promise<IteratorResult<PodStreamEvent>> {
    this.returned += 1;
    return { done: true, value: undefined };
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
  #push(give: () => IteratorResult<PodStreamEvent>): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#given.push(give);
    else waiting(give);
  }
}

function uids(event: PodStreamEvent | undefined): string[] {
  return event?.type === 'snapshot' ? event.data.items.map(({ uid }) => uid).sort() : [];
}

/** Merges the feeds of namespaces `a`, `b`, `c`. */
function merge(...sources: Source[]) {
  return mergeFeeds(sources.map((feed, index) => ({ namespace: 'abc'[index] ?? '', feed })));
}

async function next(merged: AsyncIterator<PodStreamEvent>): Promise<PodStreamEvent> {
  const { value, done } = await merged.next();
  if (done === true) throw new Error('the stream ended');
  return value;
}

describe('merged feeds', () => {
  test('begin with one snapshot that includes earlier changes', async () => {
    const [a, b] = [new Source(), new Source()];
    const merged = merge(a, b);
    a.give(snapshot('a1'));
    a.give({ type: 'added', data: podOf('a2') });
    const first = next(merged);
    b.give(snapshot('b1'));
    expect(uids(await first)).toEqual(expect.arrayContaining(['a1', 'b1']));
    await merged.return?.();
    expect([a.returned, b.returned]).toEqual([1, 1]);
  });

  test('are stale while one of them is', async () => {
    const [a, b] = [new Source(), new Source()];
    const merged = merge(a, b);
    a.give(snapshot('a1'));
    b.give(snapshot('b1'));
    await next(merged);
    a.give(stale);
    expect(await next(merged)).toEqual(stale);
    b.give(snapshot('b2'));
    expect(uids(await next(merged))).toEqual(['a1', 'b2']);
    expect(await next(merged)).toEqual(stale);
    a.give(snapshot('a3'));
    expect(uids(await next(merged))).toEqual(['a3', 'b2']);
    b.give({ type: 'deleted', data: podOf('b2') });
    expect(await next(merged)).toMatchObject({ type: 'deleted' });
  });

  test('fail with the first that fails, and close the others', async () => {
    const [a, b] = [new Source(), new Source()];
    const merged = merge(a, b);
    a.give(snapshot('a1'));
    b.fail(new Error('refused'));
    await expect(merged.next()).rejects.toThrow('refused');
    expect([a.returned, b.returned]).toEqual([1, 1]);
  });

  test('report a forbidden namespace and go on with the others', async () => {
    const [a, b] = [new Source(), new Source()];
    const merged = merge(a, b);
    a.give(snapshot('a1'));
    b.give(forbidden('not b'));
    expect(await next(merged)).toEqual({
      type: 'snapshot',
      data: {
        items: [podOf('a1')],
        resourceVersion: '',
        refused: [{ namespace: 'b', detail: 'not b' }],
      },
    });
    a.give({ type: 'added', data: podOf('a2') });
    expect(await next(merged)).toMatchObject({ type: 'added' });
  });

  test('drop the pods of a namespace that becomes forbidden, until it is allowed again', async () => {
    const [a, b] = [new Source(), new Source()];
    const merged = merge(a, b);
    a.give(snapshot('a1'));
    b.give(snapshot('b1'));
    await next(merged);
    b.give(stale);
    await next(merged);
    b.give(forbidden('no more'));
    expect(await next(merged)).toMatchObject({
      data: { items: [{ uid: 'a1' }], refused: [{ namespace: 'b' }] },
    });
    a.give(forbidden('nor this'));
    expect(await next(merged)).toEqual(forbidden('nor this'));
    a.give(snapshot('a1'));
    expect(await next(merged)).toMatchObject({
      data: { items: [{ uid: 'a1' }], refused: [{ namespace: 'b', detail: 'no more' }] },
    });
    b.give(snapshot('b1'));
    const healed = await next(merged);
    expect([uids(healed), healed.data]).toEqual([['a1', 'b1'], expect.not.objectContaining({ refused: [] })]);
  });

  test('end when all have ended', async () => {
    const [a, b] = [new Source(), new Source()];
    a.end();
    b.end();
    expect(await merge(a, b).next()).toEqual({ done: true, value: undefined });
  });
});

test('applying the merged stream yields the pods of all feeds', async () => {
  const change = fc.record({
    feed: fc.nat(2),
    type: fc.constantFrom('snapshot', 'added', 'modified', 'deleted', 'stale'),
    pod: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
      const sources = [new Source(), new Source(), new Source()];
      const real = sources.map(() => new Set<string>());
      const give = (feed: number, event: PodStreamEvent) => {
        const held = real[feed];
        if (event.type === 'snapshot') real[feed] = new Set(uids(event));
        else if (event.type === 'deleted') held?.delete(event.data.uid);
        else if (event.type !== 'stale') held?.add(event.data.uid);
        sources[feed]?.give(event);
      };
      sources.forEach((_source, feed) => {
        give(feed, snapshot(`${feed}-0`));
      });
      for (const { feed, type, pod } of changes) {
        const uid = `${feed}-${pod}`;
        if (type === 'snapshot') give(feed, snapshot(uid));
        else if (type === 'stale') give(feed, stale);
        else give(feed, { type, data: podOf(uid) });
      }
      for (const source of sources) source.end();
      let seen = new Set<string>();
      for await (const event of merge(...sources)) {
        if (event.type === 'snapshot') seen = new Set(uids(event));
        else if (event.type === 'deleted') seen.delete(event.data.uid);
        else if (event.type !== 'stale') seen.add(event.data.uid);
      }
      expect([...seen].sort()).toEqual(real.flatMap((held) => [...held]).sort());
    }),
  );
});
