import { afterEach, beforeEach, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import type { RecordingFile } from '#protocol/recording/recording-file.ts';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { setRuntime } from '#server/runtime.ts';
import { GET as cast } from './recordings/[id]/cast/route.ts';
import { GET as recording } from './recordings/[id]/route.ts';
import { GET as recordings } from './recordings/route.ts';
import { callRoute } from './testing/call-route.ts';
import { type FakeRuntime, fakeRuntime } from './testing/fake-runtime.ts';

const META: RecordingMeta = {
  id: '019a0000-0000-7000-8000-000000000000',
  context: 'prod',
  namespace: 'team-a',
  pod: 'web-0',
  container: 'web',
  user: 'Ada',
  startedAt: 1_764_331_200_000,
  durationMs: 1000,
  bytes: 10,
  outputBytes: 5,
  gapBytes: 0,
  signed: true,
  encrypted: false,
  state: 'complete',
};

let runtime: FakeRuntime;
beforeEach(() => {
  runtime = fakeRuntime();
  setRuntime(runtime);
});
afterEach(() => setRuntime(undefined));

/** Ten bytes, in pieces; `left` is called when the reader has gone. */
function fileOf(changes: Partial<RecordingFile> = {}): RecordingFile {
  const file = { meta: META, size: 10, from: 0, to: 10, isSealed: false, ...changes };
  return {
    bytes: (async function* () {
      for (let at = file.from; at < file.to; at += 3) {
        yield Buffer.from('0123456789').subarray(at, Math.min(file.to, at + 3));
      }
    })(),
    ...file,
  };
}

function serving(file: RecordingFile) {
  const wishes: unknown[] = [];
  const signals: AbortSignal[] = [];
  setRuntime(
    fakeRuntime({
      recordingFile(_caller, id, wish, signal) {
        wishes.push([id, wish]);
        signals.push(signal);
        return Promise.resolve(file);
      },
    }),
  );
  return { wishes, signals };
}

const getCast = (init: RequestInit = {}, query = '') =>
  cast(new Request(`http://127.0.0.1/${query}`, init), { params: Promise.resolve({ id: META.id }) });

test('the list, with every filter', async () => {
  const answer = await callRoute(recordings, '/', {});
  expect(answer).toMatchObject({ status: 200, body: { items: [] } });
  const query =
    'context=a%2Fb&namespace=team-a&pod=web&user=Ada&from=2026-11-01&to=2026-11-28T12:00:00Z&cursor=x';
  await callRoute(recordings, `/?${query}`, {});
  expect(runtime.calls.at(-1)).toEqual([
    'recordings',
    {
      context: 'a/b',
      namespace: 'team-a',
      pod: 'web',
      user: 'Ada',
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 10, 28, 12),
      cursor: 'x',
    },
  ]);
});

test.each(['yesterday', '2026-13-01', '1', '2026-11-28T12:00:00'])('%s is no time', async (from) => {
  const answer = await callRoute(recordings, `/?from=${encodeURIComponent(from)}`, {});
  expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
});

test('one recording', async () => {
  setRuntime(fakeRuntime({ recording: async () => META }));
  expect(await callRoute(recording, '/', { id: META.id })).toMatchObject({ status: 200, body: META });
});

test.each([
  ['recording-not-found', 404],
  ['recording-unfinished', 409],
  ['recording-incomplete', 410],
  ['recording-encrypted', 409],
  ['recording-store-unavailable', 503],
] as const)('%s is answered with %d', async (code, status) => {
  setRuntime(fakeRuntime({ recordingFile: () => Promise.reject(new PodshellError(code, 'Why.')) }));
  expect(await callRoute(cast, '/', { id: META.id })).toMatchObject({
    status,
    body: { code, detail: 'Why.' },
  });
});

test('a store that does not answer says when to try again', async () => {
  const error = Object.assign(new PodshellError('recording-store-unavailable', 'Why.'), {
    retryAfterSeconds: 5,
  });
  setRuntime(fakeRuntime({ recordings: () => Promise.reject(error) }));
  const { status, headers } = await callRoute(recordings, '/', {});
  expect([status, headers.get('retry-after')]).toEqual([503, '5']);
});

test('the file', async () => {
  const { wishes, signals } = serving(fileOf());
  const answer = await getCast();
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/x-asciicast',
    'content-length': '10',
    'content-disposition': `attachment; filename="${META.id}.cast"`,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
  });
  expect(await answer.text()).toBe('0123456789');
  expect(wishes).toEqual([[META.id, { range: undefined, isSealed: false }]]);
  expect(signals[0]?.aborted).toBe(true);
});

test('a range of the file', async () => {
  const { wishes } = serving(fileOf({ from: 4, to: 8 }));
  const answer = await getCast({ headers: { range: 'bytes=4-7' } });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-range')).toBe('bytes 4-7/10');
  expect(answer.headers.get('content-length')).toBe('4');
  expect(await answer.text()).toBe('4567');
  expect(wishes).toEqual([[META.id, { range: { from: 4, to: 8 }, isSealed: false }]]);
});

test('a range outside of the file says how long it is', async () => {
  const error = Object.assign(new PodshellError('range-not-satisfiable', 'Why.'), { size: 10 });
  setRuntime(fakeRuntime({ recordingFile: () => Promise.reject(error) }));
  const answer = await getCast({ headers: { range: 'bytes=99-' } });
  expect(answer.status).toBe(416);
  expect(answer.headers.get('content-range')).toBe('bytes */10');
});

test('the encrypted file', async () => {
  const { wishes } = serving(fileOf({ isSealed: true }));
  const answer = await getCast({}, '?encrypted=true');
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${META.id}.cast.age"`);
  expect(wishes).toEqual([[META.id, { range: undefined, isSealed: true }]]);
});

test('it is read no faster than the client takes it, and no further once the client has gone', async () => {
  let read = 0;
  const bytes = (async function* () {
    for (;;) {
      read += 1;
      yield new Uint8Array(1);
    }
  })();
  const { signals } = serving(fileOf({ bytes }));
  const reader = (await getCast()).body?.getReader();
  await reader?.read();
  expect(read).toBeLessThanOrEqual(3);
  await reader?.cancel();
  expect(signals[0]?.aborted).toBe(true);
});

test('a file that breaks off cuts the answer', async () => {
  const bytes = (async function* (): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(1);
    throw new Error('gone');
  })();
  const { signals } = serving(fileOf({ bytes }));
  await expect((await getCast()).arrayBuffer()).rejects.toThrow('broke off');
  expect(signals[0]?.aborted).toBe(true);
});
