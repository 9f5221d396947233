import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DebugEvent, DebugProgress } from '#protocol/debug.ts';
import { eventsIn, startDebug } from './debug-stream.ts';

const PLACE = { context: 'main', namespace: 'team-a', pod: 'web' };
const WISH = { image: 'busybox:1', target: '', profile: 'general' } as const;
const EVENTS: readonly DebugEvent[] = [
  { type: 'progress', data: { kind: 'created', container: 'debugger-x', reason: '', message: '' } },
  {
    type: 'progress',
    data: { kind: 'event', container: 'debugger-x', reason: 'Pulling', message: 'é 日\nb' },
  },
  { type: 'ready', data: { container: 'debugger-x' } },
];
const TEXT = `retry: 1000\n\n: still here\n\n${EVENTS.map(
  ({ type, data }) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`,
).join('')}`;

function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
}

test('events are read whatever pieces they come in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
      const events: DebugEvent[] = [];
      for await (const event of eventsIn(streamOf(new TextEncoder().encode(TEXT), size))) events.push(event);
      expect(events).toEqual(EVENTS);
    }),
    { numRuns: 30 },
  );
});

const startWith = (response: Response, progress: DebugProgress[] = []) =>
  startDebug(
    PLACE,
    WISH,
    (one) => progress.push(one),
    new AbortController().signal,
    async () => response,
  );

test('progress is told, and the container that is ready', async () => {
  const progress: DebugProgress[] = [];
  const result = await startWith(new Response(TEXT), progress);
  expect(result).toEqual({ kind: 'ready', pod: 'web', container: 'debugger-x' });
  expect(progress.map(({ reason }) => reason)).toEqual(['', 'Pulling']);
});

test.each([
  ['event: failed\ndata: {"code":"debug-static-pod","detail":"No."}\n\n', 'debug-static-pod'],
  ['event: progress\ndata: {"kind":"created"}\n\n', 'server-unreachable'],
  ['event: ready\ndata: {\n\n', 'server-unreachable'],
])('%j ends in a failure', async (text, code) => {
  expect(await startWith(new Response(text))).toMatchObject({ kind: 'failed', code });
});

test('a problem is told with its code', async () => {
  const response = Response.json({ code: 'too-many-requests', detail: 'Wait.' }, { status: 429 });
  expect(await startWith(response)).toEqual({ kind: 'failed', code: 'too-many-requests', detail: 'Wait.' });
});

test('a copy is told of when it is ready, and when it is there all the same', async () => {
  const data = '{"container":"debugger-x","pod":"web-debug-x","code":"debug-start-failed","detail":"No."}';
  expect(await startWith(new Response(`event: ready\ndata: ${data}\n\n`))).toEqual({
    kind: 'ready',
    pod: 'web-debug-x',
    container: 'debugger-x',
  });
  expect(await startWith(new Response(`event: failed\ndata: ${data}\n\n`))).toEqual({
    kind: 'failed',
    code: 'debug-start-failed',
    detail: 'No.',
    copy: 'web-debug-x',
  });
});
