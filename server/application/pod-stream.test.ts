import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { PodStreamEvent } from '#protocol/api.ts';
import { PodshellError, toProblem } from '#protocol/problem.ts';
import { localCaller } from '#server/testing/callers.ts';
import { PodStream } from './pod-stream.ts';
import { PodStreams } from './pod-streams.ts';

const ADA = localCaller('ada', 'Ada');
const BOB = localCaller('bob', 'Bob');

/** Pods of one query, whose events the test sends. */
class Source {
  readonly signal: AbortSignal;
  /** How many events were asked for. */
  reads = 0;
  #queue: PodStreamEvent[] = [];
  #wake: () => void = () => {};

  constructor(signal: AbortSignal) {
    this.signal = signal;
    signal.addEventListener('abort', () => this.#wake());
  }

  say(detail: string): void {
    this.#queue.push({ type: 'stale', data: { code: 'cluster-unreachable', detail } });
    this.#wake();
  }

  async *events(): AsyncGenerator<PodStreamEvent, void, undefined> {
    for (;;) {
      this.reads += 1;
      while (this.#queue.length === 0) {
        if (this.signal.aborted) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const event = this.#queue.shift();
      if (event !== undefined) yield event;
    }
  }
}

let sources: Map<string, Source>;
let stream: PodStream<string>;
const options = {
  follow: (query: string, signal: AbortSignal) => {
    if (query === 'secret') throw new PodshellError('forbidden', 'You may not list them.');
    if (query === 'ending') return none();
    const source = new Source(signal);
    sources.set(query, source);
    return source.events();
  },
  explain: (error: unknown) => toProblem('forbidden', (error as Error).message),
};

beforeEach(() => {
  sources = new Map();
  stream = new PodStream(options);
});

async function* none(): AsyncGenerator<PodStreamEvent, void, undefined> {}

function carry(...names: string[]): void {
  stream.carry(new Map(names.map((name) => [name, name])));
}

async function next() {
  const { value } = await stream.next();
  const event = value?.event;
  return [value?.subject, event !== undefined && 'detail' in event.data ? event.data.detail : undefined];
}

test('carries the events of each subject in order, read in turn', async () => {
  carry('a', 'b');
  for (const detail of ['1', '2', '3']) sources.get('a')?.say(detail);
  sources.get('b')?.say('4');
  expect([await next(), await next()]).toEqual([
    ['a', '1'],
    ['b', '4'],
  ]);
  expect([await next(), await next()]).toEqual([
    ['a', '2'],
    ['a', '3'],
  ]);
});

test('reads a subject one event ahead only', async () => {
  carry('a');
  const [source] = sources.values();
  for (let i = 0; i < 10; i += 1) source?.say(String(i));
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(source?.reads).toBe(1);
  await next();
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(source?.reads).toBe(2);
});

test('a subject that leaves ends at once, with what it had to say; the others go on', async () => {
  carry('a', 'b');
  sources.get('a')?.say('unread');
  await new Promise<void>((resolve) => setImmediate(resolve));
  const before = sources.get('b');
  carry('b');
  expect(sources.get('a')?.signal.aborted).toBe(true);
  before?.say('1');
  expect(await next()).toEqual(['b', '1']);
  expect(sources.get('b')).toBe(before);
  expect(before?.signal.aborted).toBe(false);
});

test('a refused subject says so once, and is not asked again under its name', async () => {
  carry('secret', 'b');
  expect((await stream.next()).value).toMatchObject({
    subject: 'secret',
    event: { type: 'refused', data: { status: 403, code: 'forbidden', detail: 'You may not list them.' } },
  });
  carry('secret', 'b');
  sources.get('b')?.say('1');
  expect(await next()).toEqual(['b', '1']);
});

test('a subject whose watch ends says so', async () => {
  carry('ending');
  expect((await stream.next()).value).toMatchObject({
    event: { type: 'refused', data: { code: 'cluster-unreachable' } },
  });
});

test('ends every subject when it closes, and starts none afterwards', async () => {
  carry('a');
  const waiting = stream.next();
  stream.close();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(sources.get('a')?.signal.aborted).toBe(true);
  carry('b');
  expect(sources.has('b')).toBe(false);
});

test('only its owner finds a stream, until it ends', () => {
  const streams = new PodStreams<string>(randomUUID);
  const client = new AbortController();
  const opened = streams.open(ADA, options, client.signal);
  expect(streams.find(ADA, opened.id)).toBe(opened.stream);
  const missing = expect.objectContaining({ code: 'not-found' });
  expect(() => streams.find(BOB, opened.id)).toThrow(missing);
  client.abort();
  expect(() => streams.find(ADA, opened.id)).toThrow(missing);
});
