import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { samplePod } from '#components/pods/testing/sample-pods.ts';
import type { PodStreamEvent } from '#protocol/api.ts';
import { PodshellError } from '#protocol/problem.ts';
import { type Runtime, setRuntime } from '#server/runtime.ts';
import { fakeRuntime, streamOf } from '../../testing/fake-runtime.ts';
import { GET } from './route.ts';

const SNAPSHOT: PodStreamEvent = { type: 'snapshot', data: { items: [], resourceVersion: '1' } };
const ADDED: PodStreamEvent = { type: 'added', data: samplePod({ name: 'line\nbreak' }) };

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

/** A snapshot, then nothing until the signal aborts. */
function silent(signal: AbortSignal) {
  const source = new ReadableStream<PodStreamEvent>({
    start: (controller) => {
      controller.enqueue(SNAPSHOT);
      signal.addEventListener('abort', () => controller.close());
    },
  });
  return source;
}

test('each event has its name and one line of JSON', async () => {
  const { answer } = open(() => streamOf([SNAPSHOT, ADDED]));
  const response = await answer;
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const frames = (await response.text()).split('\n\n').filter((frame) => frame !== '');
  expect(frames.map((frame) => frame.split('\n'))).toEqual([
    ['retry: 1000'],
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

describe('a failure', () => {
  test('before the first event sets the HTTP status', async () => {
    const { answer } = open(async function* () {
      yield* [];
      throw new PodshellError('forbidden', 'You may not list pods.');
    });
    const response = await answer;
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
  });

  test('after the first event becomes the last event', async () => {
    const { answer, runtime } = open(async function* () {
      yield SNAPSHOT;
      throw new PodshellError('forbidden', 'No longer.');
    });
    const text = await (await answer).text();
    expect(text).toMatch(/\n\nevent: stale\ndata: \{"code":"forbidden","detail":"No longer."\}\n\n$/);
    expect(runtime.failures).toEqual([]);
  });

  test('by an unexpected error is reported and hidden from the client', async () => {
    const fault = new Error('hunter2');
    const { answer, runtime } = open(async function* () {
      yield SNAPSHOT;
      throw fault;
    });
    expect(await (await answer).text()).not.toContain('hunter2');
    expect(runtime.failures).toEqual([fault]);
  });
});

test('an idle stream gets heartbeats; cancelling it stops the timer', async () => {
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

test('beats are events, for who asks for them', async () => {
  const { answer } = open((_caller, _query, signal) => silent(signal), '?beats=true');
  const reader = (await answer).body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);
  const beat = 'event: beat\ndata: 1\n\n';
  expect(await read()).toMatch(/event: snapshot\n.*\n\nevent: beat\ndata: 1\n\n$/);
  for (let i = 0; i < 3; i += 1) {
    vi.advanceTimersByTime(2_000);
    expect(await read()).toBe(beat);
  }
  // Nothing gathers for a client that reads nothing.
  vi.advanceTimersByTime(60_000);
  expect(await read()).toBe(beat);
  vi.advanceTimersByTime(2_000);
  expect(await read()).toBe(beat);
  await reader?.cancel();
});

test('the watch ends when the client disconnects', async () => {
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
