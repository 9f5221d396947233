import { afterEach, describe, expect, test } from 'vitest';
import type { SubjectEvent } from '#protocol/pod-streams.ts';
import { toProblem } from '#protocol/problem.ts';
import { setRuntime } from '#server/runtime.ts';
import { callRoute } from '../../testing/call-route.ts';
import { fakeRuntime } from '../../testing/fake-runtime.ts';
import { GET, PUT } from './route.ts';

afterEach(() => setRuntime(undefined));

async function* two(): AsyncGenerator<SubjectEvent, void, undefined> {
  yield { subject: '1', event: { type: 'snapshot', data: { items: [], resourceVersion: '7' } } };
  yield { subject: '2', event: { type: 'refused', data: toProblem('forbidden', 'No.') } };
}

test('the stream names itself, then each event its subject', async () => {
  let signal: AbortSignal | undefined;
  setRuntime(
    fakeRuntime({
      openPodStream: (_caller, end) => {
        signal = end;
        return { id: 'stream-1', stream: two() };
      },
    }),
  );
  const response = await GET(new Request('http://127.0.0.1/api/pods/streams'), {
    params: Promise.resolve({}),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect((await response.text()).split('\n\n')).toEqual([
    'retry: 1000',
    'event: opened\ndata: {"stream":"stream-1"}',
    'event: 1.snapshot\ndata: {"items":[],"resourceVersion":"7"}',
    'event: 2.refused\ndata: {"status":403,"title":"Permission denied","detail":"No.","code":"forbidden"}',
    '',
  ]);
  expect(signal?.aborted).toBe(true);
});

function put(body: unknown, query = '?stream=stream-1') {
  const runtime = fakeRuntime();
  setRuntime(runtime);
  const init = { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) };
  return { runtime, answer: callRoute(PUT, `/api/pods/streams${query}`, {}, init) };
}

test('PUT hands the queries to the stream, as they are in /api/pods/events', async () => {
  const subjects = { 1: 'namespace=team-a,team-b&context=bob', 2: 'namespace=team-a&pod=web', 3: '' };
  const { runtime, answer } = put({ subjects });
  expect(await answer).toMatchObject({ status: 204, body: undefined });
  expect(runtime.calls).toEqual([
    [
      'carryPodSubjects',
      'stream-1',
      new Map([
        ['1', { namespaces: ['team-a', 'team-b'], context: 'bob' }],
        ['2', { namespace: 'team-a', context: undefined, pod: 'web' }],
        ['3', { namespace: undefined, context: undefined }],
      ]),
    ],
  ]);
});

describe('PUT refuses', () => {
  test.each<[string, unknown, string]>([
    ['no body', '', 'body'],
    ['a name that could end an event', { subjects: { '1\nevent: x': '' } }, 'subjects'],
    ['a query that is no text', { subjects: { 1: 2 } }, 'subjects.1'],
    ['a pod of no namespace', { subjects: { 1: 'pod=web' } }, 'A pod needs'],
    [
      'too many subjects',
      { subjects: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [i, ''])) },
      'at most 200',
    ],
  ])('%s', async (_, body, why) => {
    const { runtime, answer } = put(body);
    const { status, body: problem } = await answer;
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'bad-request', detail: expect.stringContaining(why) });
    expect(runtime.calls).toEqual([]);
  });

  test('no stream', async () => {
    const { runtime, answer } = put({ subjects: {} }, '');
    expect(await answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(runtime.calls).toEqual([]);
  });
});
