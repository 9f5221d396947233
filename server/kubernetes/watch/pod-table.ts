import type { Pod, PodList, PodStreamEvent } from '#protocol/api.ts';
import type { PodObject } from '../objects.ts';
import type { ListedPods } from '../pods/list-pods.ts';
import { mapPod } from '../pods/map-pod.ts';
import type { WatchEvent } from './pod-source.ts';

type Change = Exclude<PodStreamEvent, { type: 'snapshot' | 'stale' }>;

/** The pods as last heard of, and what changes when something new is heard. */
export class PodTable {
  readonly #pods = new Map<string, { pod: Pod; resourceVersion: string }>();
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

  /** Forgets everything and takes the list. */
  replace(listed: ListedPods): void {
    this.#pods.clear();
    for (const object of listed.items) this.#set(object);
    this.#resourceVersion = listed.resourceVersion;
  }

  /** Takes the list and says what is different, for callers who cannot watch. */
  difference(listed: ListedPods): Change[] {
    const changes: Change[] = [];
    const gone = new Map(this.#pods);
    for (const object of listed.items) {
      const key = keyOf(object);
      const before = this.#pods.get(key);
      gone.delete(key);
      if (before !== undefined && before.pod.uid !== object.metadata?.uid) {
        changes.push({ type: 'deleted', data: before.pod });
        changes.push({ type: 'added', data: this.#set(object) });
      } else if (before === undefined) {
        changes.push({ type: 'added', data: this.#set(object) });
      } else if (before.resourceVersion !== object.metadata?.resourceVersion) {
        changes.push({ type: 'modified', data: this.#set(object) });
      }
    }
    for (const [key, { pod }] of gone) {
      this.#pods.delete(key);
      changes.push({ type: 'deleted', data: pod });
    }
    this.#resourceVersion = listed.resourceVersion;
    return changes;
  }

  /** Takes one event of a watch; undefined when nothing changed. */
  apply(event: WatchEvent): Change | undefined {
    switch (event.type) {
      case 'BOOKMARK':
        if (event.resourceVersion !== '') this.#resourceVersion = event.resourceVersion;
        return undefined;
      case 'ADDED':
      case 'MODIFIED': {
        const known = this.#pods.has(keyOf(event.object));
        this.#resourceVersion = event.object.metadata?.resourceVersion ?? this.#resourceVersion;
        return { type: known ? 'modified' : 'added', data: this.#set(event.object) };
      }
      case 'DELETED': {
        this.#resourceVersion = event.object.metadata?.resourceVersion ?? this.#resourceVersion;
        this.#pods.delete(keyOf(event.object));
        return { type: 'deleted', data: mapPod(event.object) };
      }
    }
  }

  #set(object: PodObject): Pod {
    const pod = mapPod(object);
    this.#pods.set(keyOf(object), { pod, resourceVersion: object.metadata?.resourceVersion ?? '' });
    return pod;
  }
}

function keyOf({ metadata }: PodObject): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}
