import type { PodGlance } from '#protocol/api.ts';
import type { FirstPage } from '../client/list-pages.ts';
import type { PodEntry } from '../pods/list-pods.ts';

/** What a feed has to show at first: all its pods, or the first in the cluster's order, by namespace and name. */
export type FeedGlance = Pick<PodGlance, 'items' | 'total'>;

interface Waiting {
  readonly how: 'soon' | 'all';
  readonly resolve: (glance: FeedGlance) => void;
  readonly reject: (error: unknown) => void;
}

/** Whoever waits for the first pods of a feed. */
export class FeedGlances {
  #begun: FeedGlance | undefined;
  #waiting: Waiting[] = [];

  /** `soon` is content with a first page whose server says how many there are in all. */
  wait(how: 'soon' | 'all'): Promise<FeedGlance> {
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

  complete(glance: FeedGlance): void {
    this.#begun = undefined;
    for (const { resolve } of this.#take()) resolve(glance);
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
