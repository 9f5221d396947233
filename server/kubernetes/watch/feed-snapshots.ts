import type { PodSnapshot } from '#protocol/api.ts';
import type { FirstPage } from '../client/list-pages.ts';
import type { PodEntry } from '../pods/list-pods.ts';

/** What a feed has to show at first: all its pods, or the first in the cluster's order, by namespace and name. */
export type FeedSnapshot = Pick<PodSnapshot, 'items' | 'total'>;

interface Waiting {
  readonly how: 'soon' | 'all';
  readonly resolve: (snapshot: FeedSnapshot) => void;
  readonly reject: (error: unknown) => void;
}

/** Whoever waits for the first pods of a feed. */
export class FeedSnapshots {
  #begun: FeedSnapshot | undefined;
  #waiting: Waiting[] = [];

  /** `soon` is content with a first page whose server says how many there are in all. */
  wait(how: 'soon' | 'all'): Promise<FeedSnapshot> {
    if (how === 'soon' && this.#begun !== undefined) return Promise.resolve(this.#begun);
    return new Promise((resolve, reject) => this.#waiting.push({ how, resolve, reject }));
  }

  /** The first page is here. */
  begin({ items, total }: FirstPage<PodEntry>): void {
    if (total === undefined) return;
    const begun = { items: items.map(({ pod }) => pod), total };
    this.#begun = begun;
    const patient = this.#waiting.filter(({ how }) => how === 'all');
    for (const { how, resolve } of this.#waiting) if (how === 'soon') resolve(begun);
    this.#waiting = patient;
  }

  complete(snapshot: FeedSnapshot): void {
    this.#begun = undefined;
    for (const { resolve } of this.#take()) resolve(snapshot);
  }

  fail(error: unknown): void {
    this.#begun = undefined;
    for (const { reject } of this.#take()) reject(error);
  }

  #take(): Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
