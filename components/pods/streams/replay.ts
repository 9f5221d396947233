import type { PodList, PodStreamEvent } from '#protocol/api.ts';
import { isPermissionRefused } from '#protocol/permission-refused.ts';
import type { StreamEvent } from './event-source.ts';

/** Changes of fewer characters are not worth an update of the snapshot. */
const LEAST_FOLDED = 64 * 1024;

/**
 * The events that bring a new page up to date: the last snapshot and what came after it. They stay text, which is
 * smaller than objects and is what pages get. Changes are worked into the snapshot when they have become as long as it
 * is, so memory is bounded by twice the list, and the work by what was received.
 */
export class Replay {
  #snapshot: string | null = null;
  #since: StreamEvent[] = [];
  #length = 0;

  get events(): readonly StreamEvent[] {
    return this.#snapshot === null ? this.#since : [['snapshot', this.#snapshot], ...this.#since];
  }

  clear(): void {
    this.#replace(null, []);
  }

  add(event: StreamEvent): void {
    const [type, data] = event;
    if (type === 'snapshot') {
      this.#replace(data, []);
      return;
    }
    this.#since.push(event);
    this.#length += data.length;
    if (this.#length > Math.max(LEAST_FOLDED, this.#snapshot?.length ?? 0)) this.#fold();
  }

  #fold(): void {
    const list: PodList = this.#snapshot === null ? EMPTY : JSON.parse(this.#snapshot);
    const pods = new Map(list.items.map((pod) => [pod.uid, pod]));
    let known = this.#snapshot !== null;
    let stale: StreamEvent[] = [];
    for (const event of this.#since) {
      const { type, data } = { type: event[0], data: JSON.parse(event[1]) } as PodStreamEvent;
      switch (type) {
        case 'added':
        case 'modified':
          pods.set(data.uid, data);
          break;
        case 'deleted':
          pods.delete(data.uid);
          break;
        case 'stale':
          stale = [event];
          // The caller may no longer see these pods.
          if (isPermissionRefused(data.code)) {
            pods.clear();
            known = false;
          }
      }
    }
    this.#replace(known ? JSON.stringify({ ...list, items: [...pods.values()] }) : null, stale);
  }

  #replace(snapshot: string | null, since: StreamEvent[]): void {
    this.#snapshot = snapshot;
    this.#since = since;
    this.#length = 0;
  }
}

const EMPTY: PodList = { items: [], resourceVersion: '' };
