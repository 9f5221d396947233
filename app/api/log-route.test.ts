import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LOG_BEAT_MS } from '#protocol/pod-log.ts';
import { PodshellError } from '#protocol/problem.ts';
import { type Runtime, setRuntime } from '#server/runtime.ts';
import { logStream } from './log-stream.ts';
import { GET, HEAD, POST } from './pods/[namespace]/[pod]/log/route.ts';
import { bytesOf, fakeRuntime } from './testing/fake-runtime.ts';

const PARAMS = { namespace: 'team-a', pod: 'web-0' };

afterEach(() => {
  setRuntime(undefined);
  vi.useRealTimers();
});

let asked: unknown[];
beforeEach(() => {
  asked = [];
});

function serve(podLog: () => ReturnType<Runtime['podLog']>): void {
  setRuntime(
    fakeRuntime({
      podLog: (_caller, target, wish) => {
        asked.push(target, wish);
        return podLog();
      },
    }),
  );
}

function call(query: string): Promise<Response> {
  return GET(new Request(`http://127.0.0.1/log?${query}`), { params: Promise.resolve(PARAMS) });
}

test('the log is plain text that nothing on the way may hold back', async () => {
  serve(async () => bytesOf(['one\n', 'two\n']));
  const response = await call('container=web&tail=5&follow=true&context=alice');
  expect(await response.text()).toBe('one\ntwo\n');
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  });
  expect(asked).toEqual([
    { ...PARAMS, context: 'alice' },
    { container: 'web', tail: 5, follow: true },
  ]);
});

test('a refusal sets the status', async () => {
  serve(() => Promise.reject(new PodshellError('previous-log-not-found', 'No log of a previous run.')));
  const response = await call('previous=true');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'previous-log-not-found' });
});

test('a number that is not valid is refused before anything is asked', async () => {
  serve(async () => bytesOf([]));
  expect((await call('tail=-1')).status).toBe(400);
  expect(asked).toEqual([]);
});

test.each([HEAD, POST])('other methods are refused', (method) => {
  expect(method().status).toBe(405);
});

/** A log whose chunks the test gives, and what was taken of it. */
function givenLog() {
  const chunks: (() => void)[] = [];
  let taken = 0;
  const log = (async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      await new Promise<void>((resolve) => chunks.push(resolve));
      taken += 1;
      yield Buffer.from('line\n');
    }
  })();
  return { log, give: () => chunks.shift()?.(), taken: () => taken };
}

async function readerOf(response: Response) {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('No body');
  // The empty chunk that sends the headers.
  expect(await reader.read()).toEqual({ done: false, value: new Uint8Array(0) });
  return reader;
}

test('a client that does not read stops the log', async () => {
  let taken = 0;
  const flood = (async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      taken += 1;
      yield Buffer.alloc(1024);
    }
  })();
  const reader = await readerOf(logStream(flood, { hasBeats: false, onLeave: () => {} }));
  for (let turn = 0; turn < 100; turn++) await Promise.resolve();
  const before = taken;
  expect(before).toBeLessThan(5);
  await reader.read();
  for (let turn = 0; turn < 100; turn++) await Promise.resolve();
  expect(taken).toBe(before + 1);
});

test('who leaves ends the log', async () => {
  let left = 0;
  const { log } = givenLog();
  const reader = await readerOf(logStream(log, { hasBeats: false, onLeave: () => left++ }));
  await reader.cancel();
  expect(left).toBe(1);
});

test('a log that breaks off is cut, one that ends is not', async () => {
  let left = 0;
  const broken = (async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one\n');
    throw new PodshellError('cluster-unreachable', 'Gone.');
  })();
  const reader = await readerOf(logStream(broken, { hasBeats: false, onLeave: () => left++ }));
  await reader.read();
  await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
  expect(left).toBe(1);
});

test('a quiet log gives signs of life where a line has ended', async () => {
  vi.useFakeTimers();
  const { log, give } = givenLog();
  const reader = await readerOf(logStream(log, { hasBeats: true, onLeave: () => {} }));
  const beat = reader.read();
  await vi.advanceTimersByTimeAsync(LOG_BEAT_MS);
  expect(Buffer.from((await beat).value ?? []).toString()).toBe('\n');
  const line = reader.read();
  give();
  expect(Buffer.from((await line).value ?? []).toString()).toBe('line\n');
  await reader.cancel();
  expect(vi.getTimerCount()).toBe(0);
});

test('no sign of life cuts a line in two', async () => {
  vi.useFakeTimers();
  const half = (async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half a li');
    await new Promise(() => {});
  })();
  const reader = await readerOf(logStream(half, { hasBeats: true, onLeave: () => {} }));
  await reader.read();
  let seen = false;
  void reader.read().then(() => {
    seen = true;
  });
  await vi.advanceTimersByTimeAsync(3 * LOG_BEAT_MS);
  expect(seen).toBe(false);
  await reader.cancel();
});
