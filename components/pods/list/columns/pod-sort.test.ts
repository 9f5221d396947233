import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPod, samplePod } from '../../testing/sample-pods.ts';
import type { SortColumn } from './pod-columns.tsx';
import { DEFAULT_SORT, nextSort, type PodSort, sortColumns, sortPods } from './pod-sort.ts';

const anySort: fc.Arbitrary<PodSort> = fc.record({
  column: fc.constantFrom(...sortColumns),
  descending: fc.boolean(),
});

function namesBy(column: SortColumn, descending: boolean, ...pods: Parameters<typeof samplePod>[0][]) {
  return sortPods(pods.map(samplePod), { column, descending }).map((pod) => pod.name);
}

describe('sorting pods', () => {
  test('keeps every pod and does not change its input', () => {
    fc.assert(
      fc.property(fc.array(anyPod), anySort, (pods, sort) => {
        const before = pods.slice();
        const sorted = sortPods(pods, sort);
        expect(pods).toEqual(before);
        expect(new Set(sorted)).toEqual(new Set(pods));
        expect(sorted).toHaveLength(pods.length);
      }),
    );
  });

  test('does not depend on the input order', () => {
    const distinct = fc.uniqueArray(anyPod, { selector: (pod) => pod.uid });
    fc.assert(
      fc.property(distinct, anySort, (pods, sort) => {
        expect(sortPods(pods.toReversed(), sort)).toEqual(sortPods(pods, sort));
      }),
    );
  });

  test('sorts by namespace, then name by default', () => {
    const pods = [
      samplePod({ namespace: 'b', name: 'a' }),
      samplePod({ namespace: 'a', name: 'b' }),
      samplePod({ namespace: 'a', name: 'a' }),
    ];
    expect(sortPods(pods, DEFAULT_SORT).map((pod) => `${pod.namespace}/${pod.name}`)).toEqual([
      'a/a',
      'a/b',
      'b/a',
    ]);
  });

  test('by age puts the youngest first', () => {
    const old = { name: 'old', createdAt: '2026-01-01T00:00:00Z' };
    const young = { name: 'young', createdAt: '2026-02-01T00:00:00Z' };
    expect(namesBy('age', false, old, young)).toEqual(['young', 'old']);
    expect(namesBy('age', true, young, old)).toEqual(['old', 'young']);
  });

  test('by status puts the most urgent first', () => {
    expect(
      namesBy(
        'status',
        false,
        { name: 'fine' },
        { name: 'done', status: 'Completed' },
        { name: 'broken', status: 'CrashLoopBackOff' },
        { name: 'starting', status: 'Pending' },
        { name: 'unready', readyContainers: 0 },
      ),
    ).toEqual(['broken', 'unready', 'starting', 'fine', 'done']);
  });

  test('orders ties by name in both directions', () => {
    expect(namesBy('restarts', true, { name: 'b' }, { name: 'a' })).toEqual(['a', 'b']);
    expect(namesBy('restarts', false, { name: 'b' }, { name: 'a' })).toEqual(['a', 'b']);
  });

  test('a second click on a column reverses the order, another column starts ascending', () => {
    const first = nextSort(DEFAULT_SORT, 'age');
    expect(first).toEqual({ column: 'age', descending: false });
    expect(nextSort(first, 'age')).toEqual({ column: 'age', descending: true });
    expect(nextSort({ column: 'age', descending: true }, 'node')).toEqual({
      column: 'node',
      descending: false,
    });
  });
});
