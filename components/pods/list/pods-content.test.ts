import { describe, expect, test } from 'vitest';
import { EMPTY_STREAM, type PodStreamState, reduceStream, streamFromPage } from '../feed/pod-stream.ts';
import { samplePod } from '../testing/sample-pods.ts';
import { DEFAULT_SORT } from './columns/pod-sort.ts';
import { beginsAsListed, FIRST_PAGE_PODS, firstPage } from './first-page.ts';
import type { ListView } from './list-view.ts';
import { orderedPods, podsContent } from './pods-content.ts';

const view: ListView = { context: undefined, namespaces: [], q: '', sort: DEFAULT_SORT };
const two = streamFromPage([samplePod({ name: 'b' }), samplePod({ name: 'a' })], 2);
const unreachable = {
  kind: 'unreachable',
  code: 'cluster-unreachable',
  detail: 'No answer.',
  at: 0,
} as const;

function shown(state: PodStreamState, part: Partial<ListView> = {}) {
  const wanted = { ...view, ...part };
  return podsContent(state, orderedPods(state.pods, wanted), wanted);
}

describe('the list page shows', () => {
  test('the pods, filtered and in order', () => {
    expect(shown(two)).toMatchObject({ kind: 'table', pods: [{ name: 'a' }, { name: 'b' }] });
    expect(shown(two, { q: 'name:b' })).toMatchObject({ kind: 'table', pods: [{ name: 'b' }] });
  });

  test('stale pods', () => {
    expect(shown(reduceStream(two, [unreachable])).kind).toBe('table');
    expect(shown(reduceStream(two, [{ kind: 'dropped', at: 0 }])).kind).toBe('table');
  });

  test('a skeleton while the first response is pending', () => {
    expect(shown(EMPTY_STREAM)).toEqual({ kind: 'loading' });
  });

  test('a skeleton while matches may still arrive', () => {
    expect(shown(streamFromPage([samplePod()], 300), { q: 'nope' })).toEqual({ kind: 'loading' });
  });

  test.each([
    ['nothing is there', streamFromPage([], 0), {}, { kind: 'empty', namespaces: [] }],
    [
      'nothing is there, and some may not be seen',
      streamFromPage([], 0, [{ namespace: 'b', detail: 'No.' }]),
      { namespaces: ['a', 'b'] },
      { kind: 'empty', namespaces: ['a'] },
    ],
    ['nothing matches', two, { q: 'nope' }, { kind: 'no-match', total: 2 }],
    [
      'the cluster is silent',
      reduceStream(EMPTY_STREAM, [unreachable]),
      {},
      { kind: 'failed', failure: { code: 'cluster-unreachable', detail: 'No answer.' } },
    ],
    [
      'the server is silent',
      reduceStream(EMPTY_STREAM, [{ kind: 'dropped', at: 0 }]),
      {},
      { kind: 'failed', failure: { code: 'server-unreachable', detail: '' } },
    ],
    [
      'it is not allowed',
      reduceStream(two, [{ kind: 'refused', code: 'forbidden', detail: 'No.' }]),
      {},
      { kind: 'failed', failure: { code: 'forbidden', detail: 'No.' } },
    ],
  ] as const)('a notice when %s', (_when, state, part, obstacle) => {
    expect(shown(state, part)).toEqual({ kind: 'notice', obstacle });
  });
});

describe('the first page', () => {
  const many = Array.from({ length: FIRST_PAGE_PODS + 50 }, (_, index) =>
    samplePod({ name: `pod-${2000 - index}` }),
  );
  const snapshot = { items: many, total: many.length, refused: [] };

  test('contains a small list completely', () => {
    expect(firstPage({ ...snapshot, items: many.slice(0, 3), total: 3 }, view)).toMatchObject({ total: 3 });
  });

  test('contains the first pods of a large list in the order of the view, and the total', () => {
    const state = firstPage(snapshot, view);
    expect(state.total).toBe(many.length);
    expect(state.pods?.size).toBe(FIRST_PAGE_PODS);
    expect([...(state.pods?.values() ?? [])][0]?.name).toBe(`pod-${2000 - FIRST_PAGE_PODS - 49}`);
  });

  test('of a list that is still loading has its total', () => {
    const state = firstPage({ ...snapshot, items: many.slice(0, 3), total: 10_000 }, view);
    expect(state).toMatchObject({ total: 10_000, pods: { size: 3 } });
  });

  test('has the forbidden namespaces', () => {
    const refused = [{ namespace: 'b', detail: 'No.' }];
    expect(firstPage({ ...snapshot, refused }, view).refused).toBe(refused);
  });

  test.each([
    [{}, true],
    [{ q: ' ' }, true],
    [{ q: 'web' }, false],
    [{ sort: { column: 'namespace', descending: true } as const }, false],
    [{ sort: { column: 'name', descending: false } as const }, false],
    [{ sort: { column: 'name', descending: false } as const, namespaces: ['a'] }, true],
    [{ sort: { column: 'restarts', descending: false } as const }, false],
    [{ namespaces: ['a', 'b'] }, true],
  ])('of %j is the beginning of the cluster list: %s', (part, expected) => {
    expect(beginsAsListed({ ...view, ...part })).toBe(expected);
  });

  test('contains matches first', () => {
    const state = firstPage(snapshot, { ...view, q: 'pod-2000' });
    expect([...(state.pods?.values() ?? [])].map((pod) => pod.name)).toEqual(['pod-2000']);
  });
});
