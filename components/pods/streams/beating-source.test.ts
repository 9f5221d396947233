import { beforeEach, describe, expect, test } from 'vitest';
import { BEAT, BEAT_MS } from '#protocol/beats.ts';
import { beatingSource, LOOK_MS } from './beating-source.ts';
import type { EventSourceLike } from './event-source.ts';

class FakeSource implements EventSourceLike {
  readyState = 0;
  readonly #target = new EventTarget();
  readonly route: string;

  constructor(route: string) {
    this.route = route;
  }

  addEventListener(type: string, listener: (event: Event) => void, options?: { signal?: AbortSignal }): void {
    this.#target.addEventListener(type, listener, options);
  }

  close(): void {
    this.readyState = 2;
  }

  say(type: string): void {
    if (this.readyState === 2) return;
    this.readyState = 1;
    this.#target.dispatchEvent(new MessageEvent(type, { data: '{}' }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.#target.dispatchEvent(new Event('error'));
  }
}

let sources: FakeSource[];
let looks: Set<() => void>;
let source: EventSourceLike;
let seen: string[];

beforeEach(() => {
  sources = [];
  looks = new Set();
  seen = [];
  source = open('/api/pods/events?namespace=a');
  source.addEventListener('snapshot', () => seen.push('snapshot'));
  source.addEventListener('error', () => seen.push(`error ${source.readyState}`));
});

function open(route: string): EventSourceLike {
  return beatingSource(
    route,
    (path) => {
      const opened = new FakeSource(path);
      sources.push(opened);
      return opened;
    },
    (_ms, callback) => {
      looks.add(callback);
      return () => looks.delete(callback);
    },
  );
}

const server = () => sources.at(-1) as FakeSource;

/** The server's first answer. */
function begin(): void {
  server().say('snapshot');
  server().say(BEAT);
}

function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += LOOK_MS) for (const look of [...looks]) look();
}

test('asks for beats', () => {
  expect(server().route).toBe('/api/pods/events?namespace=a&beats=true');
  open('/api/pods/streams');
  expect(server().route).toBe('/api/pods/streams?beats=true');
});

describe('a server that beats', () => {
  beforeEach(begin);

  test('is lost within 6 s of silence, and its stream is opened again', () => {
    pass(5_000);
    expect(seen).toEqual(['snapshot']);
    pass(1_000);
    expect(seen).toEqual(['snapshot', 'error 0']);
    expect(sources.map(({ readyState }) => readyState)).toEqual([2, 0]);
    begin();
    expect(seen).toEqual(['snapshot', 'error 0', 'snapshot']);
    pass(6_000);
    expect(sources).toHaveLength(3);
  });

  test('stays, however quiet its pods are', () => {
    for (let i = 0; i < 100; i += 1) {
      pass(BEAT_MS);
      server().say(BEAT);
    }
    expect(sources).toHaveLength(1);
    expect(seen).toEqual(['snapshot']);
  });

  test('stays while it sends anything', () => {
    for (let i = 0; i < 10; i += 1) {
      pass(5_000);
      server().say('snapshot');
    }
    expect(sources).toHaveLength(1);
  });

  test('may take a minute to begin again', () => {
    pass(6_000);
    pass(59_000);
    expect(sources).toHaveLength(2);
    pass(1_000);
    expect(sources).toHaveLength(3);
    expect(seen).toEqual(['snapshot', 'error 0', 'error 0']);
  });

  test('is not watched while the browser reconnects', () => {
    server().fail(0);
    pass(59_000);
    expect(sources).toHaveLength(1);
    expect(seen).toEqual(['snapshot', 'error 0']);
  });
});

test('a server that knows no beats is not watched', () => {
  server().say('snapshot');
  pass(3_600_000);
  expect(seen).toEqual(['snapshot']);
  expect(sources).toHaveLength(1);
});

test('a listener that was taken away hears nothing of a later stream', () => {
  const left = new AbortController();
  source.addEventListener('3.added', () => seen.push('added'), { signal: left.signal });
  begin();
  pass(6_000);
  server().say('3.added');
  left.abort();
  pass(60_000);
  server().say('3.added');
  expect(seen.filter((type) => type === 'added')).toHaveLength(1);
});

test.each([
  ['the server refuses', () => server().fail(2)],
  ['the page closes it', () => source.close()],
  [
    'the page closes it because it was lost',
    () => {
      source.addEventListener('error', () => source.close());
      begin();
      pass(6_000);
    },
  ],
])('nothing runs on after %s', (_, end) => {
  end();
  expect(source.readyState).toBe(2);
  expect(looks.size).toBe(0);
  const { length } = sources;
  pass(120_000);
  expect(sources).toHaveLength(length);
});
