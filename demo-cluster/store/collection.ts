/** All objects of one resource, with the change history for watches and paged lists. */

import type { KubernetesObject } from '../ports.ts';
import type { Revision } from './revision.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** One write. Objects are never changed in place, so a change may be kept. */
export interface Change<T extends KubernetesObject = KubernetesObject> {
  readonly revision: number;
  readonly type: ChangeType;
  readonly key: string;
  /** The object after the write. For a deletion: its last state with the deletion's revision. */
  readonly object: T;
  readonly previous: T | undefined;
}

/** The requested revision is older than the kept history. */
export interface Expired {
  readonly kind: 'expired';
  /** The oldest available revision. */
  readonly oldest: number;
}

/** The key of an object: `namespace/name`, or `name` without a namespace. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

export class Collection<T extends KubernetesObject = KubernetesObject> {
  readonly #revision: Revision;
  readonly #historyLimit: number;
  readonly #objects = new Map<string, T>();
  readonly #listeners = new Set<(change: Change<T>) => void>();
  /** Sorted keys. Undefined after an object was added or removed. */
  #sortedKeys: readonly string[] | undefined;
  #sorted: readonly T[] | undefined;
  #history: Change<T>[] = [];
  #floor: number;

  /** `historyLimit` is the number of changes to keep; a watch that starts before them is refused. */
  constructor(revision: Revision, historyLimit: number) {
    this.#revision = revision;
    this.#historyLimit = historyLimit;
    this.#floor = revision.current;
  }

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  /** All objects, sorted by key. The array is shared: do not change it. */
  list(): readonly T[] {
    this.#sortedKeys ??= [...this.#objects.keys()].sort();
    this.#sorted ??= objectsOf(this.#objects, this.#sortedKeys);
    return this.#sorted;
  }

  /** Adds or replaces an object; returns it with its new resourceVersion. */
  put(object: T): T {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const previous = this.#objects.get(key);
    const revision = this.#revision.next();
    const stored = withRevision(object, revision);
    this.#objects.set(key, stored);
    this.#sorted = undefined;
    if (previous === undefined) this.#sortedKeys = undefined;
    this.#record({
      revision,
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      key,
      object: stored,
      previous,
    });
    return stored;
  }

  /** Removes an object; returns its last state with the deletion's resourceVersion, or undefined if there was none. */
  remove(key: string): T | undefined {
    const previous = this.#objects.get(key);
    if (previous === undefined) return undefined;
    const revision = this.#revision.next();
    const last = withRevision(previous, revision);
    this.#objects.delete(key);
    this.#sorted = undefined;
    this.#sortedKeys = undefined;
    this.#record({ revision, type: 'DELETED', key, object: last, previous });
    return last;
  }

  /** Calls back for every later change, in order. The returned function unsubscribes. */
  subscribe(listener: (change: Change<T>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The changes after a revision, oldest first. */
  changesAfter(revision: number): readonly Change<T>[] | Expired {
    if (revision < this.#floor) return { kind: 'expired', oldest: this.#floor };
    return this.#history.slice(this.#firstAfter(revision));
  }

  /** The objects as of a revision, sorted by key. */
  stateAt(revision: number): readonly T[] | Expired {
    if (revision < this.#floor) return { kind: 'expired', oldest: this.#floor };
    const later = this.#history.slice(this.#firstAfter(revision));
    if (later.length === 0) return this.list();
    const objects = new Map(this.#objects);
    for (const change of later.reverse()) {
      if (change.previous === undefined) objects.delete(change.key);
      else objects.set(change.key, change.previous);
    }
    return objectsOf(objects, [...objects.keys()].sort());
  }

  /** Drops the history: requests for older revisions get `Expired`. */
  compact(): void {
    this.#history = [];
    this.#floor = this.#revision.current;
  }

  #record(change: Change<T>): void {
    this.#history.push(change);
    // Dropping half at once keeps the cost of a write constant.
    if (this.#history.length > this.#historyLimit * 2) {
      const dropped = this.#history.splice(0, this.#history.length - this.#historyLimit);
      this.#floor = dropped.at(-1)?.revision ?? this.#floor;
    }
    for (const listener of [...this.#listeners]) listener(change);
  }

  #firstAfter(revision: number): number {
    let low = 0;
    let high = this.#history.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#history[middle]?.revision ?? 0) > revision) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function withRevision<T extends KubernetesObject>(object: T, revision: number): T {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}

function objectsOf<T>(objects: ReadonlyMap<string, T>, keys: readonly string[]): readonly T[] {
  return keys.map((key) => objects.get(key)).filter((object) => object !== undefined);
}
