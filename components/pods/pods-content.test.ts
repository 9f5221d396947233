import { describe, expect, test } from 'vitest';
import { FIRST_PAGE_PODS, firstPage } from './first-page.ts';
import { DEFAULT_SORT } from './pod-sort.ts';
import { EMPTY_STREAM, type PodStreamState, reduceStream, streamFromPage } from './pod-stream.ts';
import { podsContent } from './pods-content.ts';
import { samplePod } from './testing/sample-pods.ts';

const view = { context: undefined, namespaces: [], q: '', sort: DEFAULT_SORT };
const two = streamFromPage([samplePod({ name: 'b' }), samplePod({ name: 'a' })], 2);
const unreachable = {
  kind: 'unreachable',
  code: 'cluster-unreachable',
  detail: 'No answer.',
  at: 0,
} as const;

function shown(state: PodStreamState, part: Partial<typeof view> = {}) {
  return podsContent(state, { ...view, ...part });
}

describe('what the list page shows', () => {
  test('the pods, filtered and in order', () => {
    expect(shown(two)).toMatchObject({ kind: 'table', pods: [{ name: 'a' }, { name: 'b' }] });
    expect(shown(two, { q: 'name:b' })).toMatchObject({ kind: 'table', pods: [{ name: 'b' }] });
  });

  test('the pods also while they are stale', () => {
    expect(shown(reduceStream(two, [unreachable])).kind).toBe('table');
    expect(shown(reduceStream(two, [{ kind: 'dropped', at: 0 }])).kind).toBe('table');
  });

  test('bars while the first answer is awaited', () => {
    expect(shown(EMPTY_STREAM)).toEqual({ kind: 'loading' });
  });

  test('bars while matches may still come', () => {
    expect(shown(streamFromPage([samplePod()], 300), { q: 'nope' })).toEqual({ kind: 'loading' });
  });

  test.each([
    ['nothing is there', streamFromPage([], 0), {}, { kind: 'empty', namespaces: [] }],
    ['nothing matches', two, { q: 'nope' }, { kind: 'no-match', total: 2 }],
    [
      'the cluster is silent',
      reduceStream(EMPTY_STREAM, [unreachable]),
      {},
      { kind: 'unreachable', code: 'cluster-unreachable', detail: 'No answer.' },
    ],
    [
      'the server is silent',
      reduceStream(EMPTY_STREAM, [{ kind: 'dropped', at: 0 }]),
      {},
      { kind: 'server-gone' },
    ],
    [
      'it is not allowed',
      reduceStream(two, [{ kind: 'refused', code: 'forbidden', detail: 'No.' }]),
      {},
      { kind: 'refused', code: 'forbidden', detail: 'No.' },
    ],
  ] as const)('a notice when %s', (_when, state, part, obstacle) => {
    expect(shown(state, part)).toEqual({ kind: 'notice', obstacle });
  });
});

describe('the first page', () => {
  const many = Array.from({ length: FIRST_PAGE_PODS + 50 }, (_, index) =>
    samplePod({ name: `pod-${2000 - index}` }),
  );
  const list = { items: many, resourceVersion: '1' };

  test('holds a small list whole', () => {
    expect(firstPage({ ...list, items: many.slice(0, 3) }, view)).toMatchObject({ total: 3 });
  });

  test('holds the first of a large one in the order of the view, and the number of all', () => {
    const state = firstPage(list, view);
    expect(state.total).toBe(many.length);
    expect(state.pods?.size).toBe(FIRST_PAGE_PODS);
    expect([...(state.pods?.values() ?? [])][0]?.name).toBe(`pod-${2000 - FIRST_PAGE_PODS - 49}`);
  });

  test('holds matches first', () => {
    const state = firstPage(list, { ...view, q: 'pod-2000' });
    expect([...(state.pods?.values() ?? [])].map((pod) => pod.name)).toEqual(['pod-2000']);
  });
});
