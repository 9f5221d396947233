import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PodStreamEvent } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import { type Runtime, setRuntime } from '#server/runtime.ts';
import { fakeRuntime, namedPod, streamOf } from '../../testing/fake-runtime.ts';
import { GET } from './route.ts';

const SNAPSHOT: PodStreamEvent = { type: 'snapshot', data: { items: [], resourceVersion: '1' } };
const ADDED: PodStreamEvent = { type: 'added', data: namedPod('line\nbreak') };

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] }),
);
afterEach(() => {
  vi.useRealTimers();
  setRuntime(undefined);
});

function open(podEvents: Runtime['podEvents'], query = '', signal?: AbortSignal) {
  const runtime = fakeRuntime({ podEvents });
  setRuntime(runtime);
  const request = new Request(
    `http://127.0.0.1/api/pods/events${query}`,
    signal === undefined ? {} : { signal },
  );
  return { runtime, answer: GET(request, { params: Promise.resolve({}) }) };
}

/** A snapshot, then silence until the signal is aborted. */
function silent(signal: AbortSignal) {
  const source = new ReadableStream<PodStreamEvent>({
    start: (controller) => {
      controller.enqueue(SNAPSHOT);
      signal.addEventListener('abort', () => controller.close());
    },
  });
  return source;
}

test('events are named and carry one line of JSON each', async () => {
  const { answer } = open(() => streamOf([SNAPSHOT, ADDED]));
  const response = await answer;
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const frames = (await response.text()).split('\n\n').filter((frame) => frame !== '');
  expect(frames.map((frame) => frame.split('\n'))).toEqual([
    ['event: snapshot', `data: ${JSON.stringify(SNAPSHOT.data)}`],
    ['event: added', `data: ${JSON.stringify(ADDED.data)}`],
  ]);
});

test('the query reaches the runtime', async () => {
  const asked: unknown[] = [];
  const { answer } = open((_caller, query) => {
    asked.push(query);
    return streamOf([SNAPSHOT]);
  }, '?namespace=team-a&context=bob');
  await (await answer).text();
  expect(asked).toEqual([{ namespace: 'team-a', context: 'bob' }]);
});

describe('a refusal', () => {
  test('before the first event has its status', async () => {
    const { answer } = open(async function* () {
      yield* [];
      throw new PodshellError('forbidden', 'You may not list pods.');
    });
    const response = await answer;
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
  });

  test('later is the last event', async () => {
    const { answer, runtime } = open(async function* () {
      yield SNAPSHOT;
      throw new PodshellError('forbidden', 'No longer.');
    });
    const text = await (await answer).text();
    expect(text).toMatch(/\n\nevent: stale\ndata: \{"code":"forbidden","detail":"No longer."\}\n\n$/);
    expect(runtime.failures).toEqual([]);
  });

  test('of our own making is reported and not told', async () => {
    const fault = new Error('hunter2');
    const { answer, runtime } = open(async function* () {
      yield SNAPSHOT;
      throw fault;
    });
    expect(await (await answer).text()).not.toContain('hunter2');
    expect(runtime.failures).toEqual([fault]);
  });
});

test('a silent stream is kept alive, and its timer ends with it', async () => {
  let asked: AbortSignal | undefined;
  const { answer } = open((_caller, _query, signal) => {
    asked = signal;
    return silent(signal);
  });
  const reader = (await answer).body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: snapshot');
  vi.advanceTimersByTime(15_000);
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(': still here\n\n');
  await reader?.cancel();
  expect(asked?.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('a client that leaves ends the watch', async () => {
  const client = new AbortController();
  let asked: AbortSignal | undefined;
  const { answer } = open(
    (_caller, _query, signal) => {
      asked = signal;
      return silent(signal);
    },
    '',
    client.signal,
  );
  const response = await answer;
  client.abort();
  expect(asked?.aborted).toBe(true);
  await response.text();
  expect(vi.getTimerCount()).toBe(0);
});
