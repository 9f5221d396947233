import type { Pod, PodList, PodStreamEvent } from '#protocol/api.ts';
import { PART } from '#protocol/parts.ts';
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
  /** Its parts come first. */
  #snapshot: readonly StreamEvent[] = [];
  #since: StreamEvent[] = [];
  #length = 0;
  /** Of the next snapshot. */
  #parts: StreamEvent[] = [];

  get events(): readonly StreamEvent[] {
    return [...this.#snapshot, ...this.#since, ...this.#parts];
  }

  clear(): void {
    this.#parts = [];
    this.#replace([], []);
  }

  add(event: StreamEvent): void {
    const [type, data] = event;
    if (type === PART) {
      this.#parts.push(event);
      return;
    }
    if (type === 'snapshot') {
      this.#replace([...this.#parts, event], []);
      this.#parts = [];
      return;
    }
    this.#since.push(event);
    this.#length += data.length;
    if (this.#length > Math.max(LEAST_FOLDED, lengthOf(this.#snapshot))) this.#fold();
  }

  #fold(): void {
    const list = listOf(this.#snapshot);
    const pods = new Map(list.items.map((pod) => [pod.uid, pod]));
    let known = this.#snapshot.length > 0;
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
    const data = JSON.stringify({ ...list, items: [...pods.values()] });
    this.#replace(known ? [['snapshot', data]] : [], stale);
  }

  #replace(snapshot: readonly StreamEvent[], since: StreamEvent[]): void {
    this.#snapshot = snapshot;
    this.#since = since;
    this.#length = 0;
  }
}

function lengthOf(events: readonly StreamEvent[]): number {
  return events.reduce((sum, [, data]) => sum + data.length, 0);
}

/** @param snapshot after its parts; none: no pods */
function listOf(snapshot: readonly StreamEvent[]): PodList {
  const last = snapshot.at(-1);
  if (last === undefined) return EMPTY;
  const list: PodList = JSON.parse(last[1]);
  const items = snapshot.slice(0, -1).flatMap(([, data]): Pod[] => JSON.parse(data));
  return { ...list, items: [...items, ...list.items] };
}

const EMPTY: PodList = { items: [], resourceVersion: '' };
