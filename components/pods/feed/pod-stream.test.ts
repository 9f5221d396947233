import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pod, PodStreamEvent } from '#protocol/api.ts';
import { anyPod, samplePod } from '../testing/sample-pods.ts';
import {
  EMPTY_STREAM,
  type PodStreamState,
  reduceStream,
  type StreamInput,
  streamFromPage,
  streamFromProblem,
} from './pod-stream.ts';

const pods = fc.uniqueArray(anyPod, { selector: (pod) => pod.uid });
const snapshot = pods.map(
  (items): PodStreamEvent => ({ type: 'snapshot', data: { items, resourceVersion: '1' } }),
);
const change = fc
  .record({ type: fc.constantFrom('added', 'modified', 'deleted'), data: anyPod })
  .map((event): PodStreamEvent => event);
const stale: PodStreamEvent = { type: 'stale', data: { code: 'cluster-unreachable', detail: 'No answer.' } };
const anyEvent = fc.oneof(
  { weight: 8, arbitrary: change },
  { weight: 1, arbitrary: snapshot },
  { weight: 1, arbitrary: fc.constant(stale) },
);

function inputs(events: readonly PodStreamEvent[]): StreamInput[] {
  return events.map((event, at) => ({ kind: 'event', event, at }));
}

/** A simple model of the stream. */
function model(events: readonly PodStreamEvent[]): { pods: Map<string, Pod>; live: boolean } {
  let known = new Map<string, Pod>();
  let live = false;
  for (const event of events) {
    if (event.type === 'stale') live = false;
    else if (event.type === 'snapshot') {
      known = new Map(event.data.items.map((pod) => [pod.uid, pod]));
      live = true;
    } else if (event.type === 'deleted') known.delete(event.data.uid);
    else known.set(event.data.uid, event.data);
  }
  return { pods: known, live };
}

describe('the pod stream', () => {
  test('any events give the same state as the model, for any batching', () => {
    const batches = fc.array(fc.array(anyEvent, { maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(snapshot, batches, (first, rest) => {
        let state = reduceStream(EMPTY_STREAM, inputs([first]));
        for (const batch of rest) state = reduceStream(state, inputs(batch));
        const expected = model([first, ...rest.flat()]);
        expect(state.pods).toEqual(expected.pods);
        expect(state.total).toBe(expected.pods.size);
        expect(state.link.kind === 'live').toBe(expected.live);
      }),
    );
  });

  test('never mutates a returned state', () => {
    fc.assert(
      fc.property(pods, fc.array(anyEvent), (known, events) => {
        const state = streamFromPage(known, known.length);
        const copy = structuredClone(state);
        reduceStream(state, inputs(events));
        expect(state).toEqual(copy);
      }),
    );
  });

  test('returns the same state when nothing changed', () => {
    const live = reduceStream(
      EMPTY_STREAM,
      inputs([{ type: 'snapshot', data: { items: [], resourceVersion: '1' } }]),
    );
    expect(reduceStream(live, [])).toBe(live);
  });

  test('a first page is not complete until the snapshot', () => {
    const page = streamFromPage([samplePod()], 300);
    expect([page.pods?.size, page.total]).toEqual([1, 300]);
    const items = [samplePod(), samplePod({ name: 'other' })];
    const next = reduceStream(page, inputs([{ type: 'snapshot', data: { items, resourceVersion: '2' } }]));
    expect(next.total).toBe(2);
    expect(next.pods?.size).toBe(2);
  });
});

describe('the link', () => {
  const shown = streamFromPage([samplePod()], 1);

  test('keeps the pods and the time of the first drop when the connection drops', () => {
    const dropped = reduceStream(shown, [
      { kind: 'dropped', at: 5 },
      { kind: 'dropped', at: 9 },
    ]);
    expect(dropped.link).toEqual({ kind: 'reconnecting', since: 5 });
    expect(dropped.pods).toBe(shown.pods);
  });

  test('is not live while paused, and keeps an earlier problem', () => {
    const live = reduceStream(
      shown,
      inputs([{ type: 'snapshot', data: { items: [], resourceVersion: '1' } }]),
    );
    expect(reduceStream(live, [{ kind: 'paused' }]).link.kind).toBe('connecting');
    const dropped = reduceStream(live, [{ kind: 'dropped', at: 1 }]);
    expect(reduceStream(dropped, [{ kind: 'paused' }])).toBe(dropped);
  });

  test('is live after a snapshot', () => {
    const troubles: StreamInput[] = [
      { kind: 'dropped', at: 1 },
      { kind: 'unreachable', code: 'cluster-unreachable', detail: 'No answer.', at: 2 },
      { kind: 'refused', code: 'forbidden', detail: 'No.' },
    ];
    for (const trouble of troubles) {
      const healed = reduceStream(shown, [
        trouble,
        {
          kind: 'event',
          event: { type: 'snapshot', data: { items: [samplePod()], resourceVersion: '1' } },
          at: 3,
        },
      ]);
      expect(healed).toEqual<PodStreamState>({ ...shown, link: { kind: 'live' } });
    }
  });

  test('is stale since the first event of it', () => {
    const state = reduceStream(shown, [
      { kind: 'dropped', at: 1 },
      { kind: 'unreachable', code: 'cluster-unreachable', detail: 'No answer.', at: 7 },
    ]);
    expect(state.link).toMatchObject({ kind: 'stale', since: 1, detail: 'No answer.' });
  });

  test('drops the pods after a refusal', () => {
    const state = reduceStream(shown, [{ kind: 'refused', code: 'forbidden', detail: 'No.' }]);
    expect(state).toEqual({
      pods: null,
      total: 0,
      refused: [],
      link: { kind: 'refused', code: 'forbidden', detail: 'No.' },
    });
  });

  test('a refusal that is repeated changes nothing', () => {
    const refused: StreamInput = { kind: 'refused', code: 'forbidden', detail: 'No.' };
    const state = reduceStream(shown, [refused]);
    expect(reduceStream(state, [refused])).toBe(state);
  });

  test('classifies a problem of the first response as temporary or final', () => {
    expect(streamFromProblem('cluster-unreachable', 'No answer.', 4).link.kind).toBe('stale');
    expect(streamFromProblem('forbidden', 'No.', 4).link.kind).toBe('refused');
  });
});

test('a snapshot lists the forbidden namespaces, and the next one replaces the list', () => {
  const refused = [{ namespace: 'b', detail: 'No.' }];
  const whole = (data: object): StreamInput => ({
    kind: 'event',
    event: { type: 'snapshot', data: { items: [], resourceVersion: '', ...data } },
    at: 0,
  });
  const partly = reduceStream(EMPTY_STREAM, [whole({ refused })]);
  expect(partly.refused).toBe(refused);
  expect(reduceStream(partly, [whole({})]).refused).toEqual([]);
  const none = reduceStream(partly, [{ kind: 'refused', code: 'forbidden', detail: 'No.' }]);
  expect(none.refused).toEqual([]);
});
