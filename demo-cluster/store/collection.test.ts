import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../ports.ts';
import { type Change, Collection, keyOf } from './collection.ts';
import { visibleChange } from './filtered-change.ts';
import { Revision } from './revision.ts';

interface Write {
  readonly name: string;
  readonly namespace: string;
  /** Undefined removes the object. */
  readonly color: string | undefined;
}

const writes = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    namespace: fc.constantFrom('x', 'y'),
    color: fc.constantFrom('red', 'blue', undefined),
  }),
  { maxLength: 60 },
);

function apply(collection: Collection, { name, namespace, color }: Write): void {
  if (color === undefined) collection.remove(keyOf(namespace, name));
  else {
    collection.put({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { color } } });
  }
}

function changes(result: ReturnType<Collection['changesAfter']>): readonly Change[] {
  if ('kind' in result) throw new Error('expired');
  return result;
}

const keyOfObject = ({ metadata }: KubernetesObject) => keyOf(metadata.namespace, metadata.name);
const isRed = (object: KubernetesObject) => object.metadata.labels?.color === 'red';

/** Applies events to a client's copy, as an informer does. */
function play(copy: Map<string, KubernetesObject>, type: string, object: KubernetesObject): void {
  if (type === 'DELETED') copy.delete(keyOfObject(object));
  else copy.set(keyOfObject(object), object);
}

describe('a collection', () => {
  test('a watcher from any revision sees exactly the later changes, in order', () => {
    fc.assert(
      fc.property(writes, fc.nat(), (list, cut) => {
        const revision = new Revision(1000);
        const collection = new Collection(revision, 1000);
        const all: Change[] = [];
        collection.subscribe((change) => all.push(change));
        const revisions = [revision.current];
        for (const write of list) {
          apply(collection, write);
          revisions.push(revision.current);
        }
        const from = revisions[cut % revisions.length] ?? 0;
        expect(changes(collection.changesAfter(from))).toEqual(
          all.filter((change) => change.revision > from),
        );
        expect(all.map((change) => change.revision)).toEqual(
          [...all.map((change) => change.revision)].sort((a, b) => a - b),
        );
      }),
    );
  });

  test('the state at a revision is the state of that time', () => {
    fc.assert(
      fc.property(writes, (list) => {
        const revision = new Revision(1000);
        const collection = new Collection(revision, 1000);
        const states = new Map([[revision.current, [...collection.list()]]]);
        for (const write of list) {
          apply(collection, write);
          states.set(revision.current, [...collection.list()]);
        }
        for (const [at, state] of states) expect(collection.stateAt(at)).toEqual(state);
      }),
    );
  });

  test('a client that follows filtered changes holds the filtered list', () => {
    fc.assert(
      fc.property(writes, writes, (before, after) => {
        const collection = new Collection(new Revision(1000), 1000);
        for (const write of before) apply(collection, write);
        const copy = new Map(
          collection
            .list()
            .filter(isRed)
            .map((object) => [keyOfObject(object), object] as const),
        );
        collection.subscribe((change) => {
          const seen = visibleChange(change, isRed);
          if (seen === undefined) return;
          expect(copy.has(change.key)).toBe(seen.type !== 'ADDED');
          expect(Number(seen.object.metadata.resourceVersion)).toBe(change.revision);
          play(copy, seen.type, seen.object);
        });
        for (const write of after) apply(collection, write);
        expect(new Map(copy)).toEqual(
          new Map(
            collection
              .list()
              .filter(isRed)
              .map((object) => [keyOfObject(object), object]),
          ),
        );
      }),
    );
  });

  test('a request before the kept history fails as expired and is never silently incomplete', () => {
    fc.assert(
      fc.property(writes, fc.integer({ min: 1, max: 5 }), (list, limit) => {
        const revision = new Revision(1000);
        const collection = new Collection(revision, limit);
        const all: Change[] = [];
        collection.subscribe((change) => all.push(change));
        for (const write of list) apply(collection, write);
        for (let from = 1000; from <= revision.current; from += 1) {
          const result = collection.changesAfter(from);
          const later = all.filter((change) => change.revision > from);
          if ('kind' in result) expect(later.length).toBeGreaterThan(limit);
          else expect(result).toEqual(later);
        }
      }),
    );
  });

  test('after a compaction only the current state is available', () => {
    const revision = new Revision(1000);
    const collection = new Collection(revision, 100);
    apply(collection, { name: 'a', namespace: 'x', color: 'red' });
    collection.compact();
    expect(collection.changesAfter(1000)).toEqual({ kind: 'expired', oldest: 1001 });
    expect(collection.stateAt(1000)).toEqual({ kind: 'expired', oldest: 1001 });
    expect(collection.changesAfter(1001)).toEqual([]);
  });
});
