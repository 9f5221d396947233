import type { PodSnapshot } from '#protocol/api.ts';
import type { FirstPage } from '../client/list-pages.ts';
import type { PodEntry } from '../pods/list-pods.ts';

/** The first pods of a feed: all of them, or the first page, in the cluster's order (namespace, then name). */
export type FeedSnapshot = Pick<PodSnapshot, 'items' | 'total' | 'only'>;

interface Waiting {
  readonly how: 'soon' | 'all';
  readonly resolve: (snapshot: FeedSnapshot) => void;
  readonly reject: (error: unknown) => void;
}

/** The callers that wait for the first pods of a feed. */
export class FeedSnapshots {
  #begun: FeedSnapshot | undefined;
  #waiting: Waiting[] = [];

  /** `soon` resolves with the first page if the server also sends the total; `all` waits for every page. */
  wait(how: 'soon' | 'all'): Promise<FeedSnapshot> {
    if (how === 'soon' && this.#begun !== undefined) return Promise.resolve(this.#begun);
    return new Promise((resolve, reject) => this.#waiting.push({ how, resolve, reject }));
  }

  /** The first page has arrived. */
  begin({ items, total }: FirstPage<PodEntry>): void {
    if (total === undefined) return;
    const begun = { items: items.map(({ pod }) => pod), total };
    this.#begun = begun;
    const waitingForAll = this.#waiting.filter(({ how }) => how === 'all');
    for (const { how, resolve } of this.#waiting) if (how === 'soon') resolve(begun);
    this.#waiting = waitingForAll;
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
