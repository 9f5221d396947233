import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pod } from '#protocol/api.ts';
import { samplePod } from '../../testing/sample-pods.ts';
import { followPods, type RowHold, steadyPods } from './steady-pods.ts';

const pod = (name: string, status = 'Running'): Pod => samplePod({ uid: name, name, status });
const pods = (...names: string[]) => names.map((name) => pod(name));
const byUid = (...all: readonly (readonly Pod[])[]) => new Map(all.flat().map((one) => [one.uid, one]));
const uids = (all: readonly Pod[]) => all.map(({ uid }) => uid);

function rowsAfter(before: readonly Pod[], wanted: readonly Pod[], hold: RowHold, known = byUid(wanted)) {
  return steadyPods(followPods(before), wanted, hold, known);
}

describe('while the pointer moves over the rows', () => {
  const hold: RowHold = { kind: 'all' };

  test('new pods wait, and are counted', () => {
    const shown = rowsAfter(pods('b', 'd'), pods('a', 'b', 'c', 'd'), hold);
    expect(uids(shown.pods)).toEqual(['b', 'd']);
    expect(shown.waiting).toBe(2);
  });

  test('a deleted pod keeps its row, as gone', () => {
    const shown = rowsAfter(pods('a', 'b', 'c'), pods('a', 'c'), hold);
    expect(uids(shown.pods)).toEqual(['a', 'b', 'c']);
    expect([...shown.gone]).toEqual(['b']);
  });

  test('a pod that the filter no longer finds keeps its row, with its new data', () => {
    const healed = pod('b', 'Running');
    const shown = rowsAfter(
      [pod('a', 'Error'), pod('b', 'Error')],
      [pod('a', 'Error')],
      hold,
      byUid(pods('a'), [healed]),
    );
    expect(shown.pods[1]).toBe(healed);
    expect(shown.gone.size).toBe(0);
  });
});

describe('while the pointer rests on a row', () => {
  const hold: RowHold = { kind: 'row', uid: 'b' };

  test('the others follow', () => {
    expect(uids(rowsAfter(pods('b', 'd'), pods('a', 'b', 'c', 'd'), hold).pods)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  test('it stays when its pod is deleted, before the row that followed it', () => {
    const shown = rowsAfter(pods('a', 'b', 'c', 'd'), pods('a', 'x', 'd'), hold);
    expect(uids(shown.pods)).toEqual(['a', 'x', 'b', 'd']);
    expect([...shown.gone]).toEqual(['b']);
  });

  test('it stays at the end', () => {
    expect(uids(rowsAfter(pods('a', 'b'), pods('a'), hold).pods)).toEqual(['a', 'b']);
  });
});

test('without a hold the rows are what is wanted', () => {
  const wanted = pods('a', 'c');
  expect(rowsAfter(pods('a', 'b'), wanted, { kind: 'none' })).toEqual(followPods(wanted));
});

const names = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });

test('no row changes its place while all are held, whatever comes and goes', () => {
  fc.assert(
    fc.property(names, fc.array(names), (first, changes) => {
      let shown = followPods(pods(...first));
      for (const change of changes) {
        const wanted = pods(...change);
        shown = steadyPods(shown, wanted, { kind: 'all' }, byUid(wanted));
        expect(uids(shown.pods)).toEqual(first);
        expect(shown.waiting).toBe(change.filter((name) => !first.includes(name)).length);
        expect([...shown.gone].sort()).toEqual(first.filter((name) => !change.includes(name)).sort());
      }
    }),
  );
});

test('a held row is always there, once, and all wanted pods are in order around it', () => {
  fc.assert(
    fc.property(names, fc.array(names), (first, changes) => {
      fc.pre(first.includes('b'));
      let shown = followPods(pods(...first));
      for (const change of changes) {
        const wanted = pods(...change);
        shown = steadyPods(shown, wanted, { kind: 'row', uid: 'b' }, byUid(wanted));
        expect(uids(shown.pods).filter((uid) => uid === 'b')).toEqual(['b']);
        const others = (all: readonly string[]) => all.filter((uid) => uid !== 'b');
        expect(others(uids(shown.pods))).toEqual(others(change));
      }
    }),
  );
});
