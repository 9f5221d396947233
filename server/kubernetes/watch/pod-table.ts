import type { Pod, PodList, PodStreamEvent } from '#protocol/api.ts';
import type { PodObject } from '../objects.ts';
import { type ListedPods, type PodEntry, podEntry } from '../pods/list-pods.ts';
import type { WatchEvent } from './pod-source.ts';

type Change = Exclude<PodStreamEvent, { type: 'snapshot' | 'stale' }>;

/** The last known pods; turns lists and watch events into changes. */
export class PodTable {
  readonly #pods = new Map<string, PodEntry>();
  #resourceVersion = '';

  get resourceVersion(): string {
    return this.#resourceVersion;
  }

  snapshot(): PodList {
    return {
      items: Array.from(this.#pods.values(), ({ pod }) => pod),
      resourceVersion: this.#resourceVersion,
    };
  }

  /** Replaces all pods with the list. */
  replace(listed: Pick<ListedPods, 'items' | 'resourceVersion'>): void {
    this.#pods.clear();
    for (const entry of listed.items) this.#set(entry);
    this.#resourceVersion = listed.resourceVersion;
  }

  /** Replaces all pods with the list and returns the differences, for callers who may not watch. */
  difference(listed: Pick<ListedPods, 'items' | 'resourceVersion'>): Change[] {
    const changes: Change[] = [];
    const gone = new Map(this.#pods);
    for (const entry of listed.items) {
      const key = keyOf(entry.pod);
      const before = this.#pods.get(key);
      gone.delete(key);
      if (before !== undefined && before.pod.uid !== entry.pod.uid) {
        changes.push({ type: 'deleted', data: before.pod });
        changes.push({ type: 'added', data: this.#set(entry) });
      } else if (before === undefined) {
        changes.push({ type: 'added', data: this.#set(entry) });
      } else if (before.resourceVersion !== entry.resourceVersion) {
        changes.push({ type: 'modified', data: this.#set(entry) });
      }
    }
    for (const [key, { pod }] of gone) {
      this.#pods.delete(key);
      changes.push({ type: 'deleted', data: pod });
    }
    this.#resourceVersion = listed.resourceVersion;
    return changes;
  }

  /** Applies a watch event; undefined when no pod changed. */
  apply(event: WatchEvent): Change | undefined {
    switch (event.type) {
      case 'BOOKMARK':
        if (event.resourceVersion !== '') this.#resourceVersion = event.resourceVersion;
        return undefined;
      case 'ADDED':
      case 'MODIFIED': {
        this.#updateVersion(event.object);
        const entry = podEntry(event.object);
        const known = this.#pods.has(keyOf(entry.pod));
        return { type: known ? 'modified' : 'added', data: this.#set(entry) };
      }
      case 'DELETED': {
        this.#updateVersion(event.object);
        const { pod } = podEntry(event.object);
        this.#pods.delete(keyOf(pod));
        return { type: 'deleted', data: pod };
      }
    }
  }

  #updateVersion({ metadata }: PodObject): void {
    this.#resourceVersion = metadata?.resourceVersion ?? this.#resourceVersion;
  }

  #set(entry: PodEntry): Pod {
    this.#pods.set(keyOf(entry.pod), entry);
    return entry.pod;
  }
}

function keyOf({ namespace, name }: Pod): string {
  return `${namespace}/${name}`;
}
