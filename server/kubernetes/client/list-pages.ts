import { setImmediate } from 'node:timers/promises';
import { AnswerTooLargeError, isExpired } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { ApiClient, Query } from './api-client.ts';
import type { Answer } from './body.ts';
import { JSON_LISTS, type ListForm, type MetadataOnly } from './list-form.ts';

export interface Listed<R> {
  readonly items: R[];
  readonly resourceVersion: string;
}

/** The first page of a list, while the others are still loading. */
export interface FirstPage<R> {
  readonly items: readonly R[];
  /** The number of items in the whole list; undefined when the server does not send it. */
  readonly total: number | undefined;
}

export interface ListPagesOptions<T, R> {
  /**
   * Maps an item to what is kept of it; undefined leaves it out. Items are dropped page by page, so 10,000 are never in
   * memory at once.
   * @param only why the item has its metadata only; undefined: it is whole
   */
  readonly keep: (item: T, only: MetadataOnly | undefined) => R | undefined;
  /** Any JSON when undefined. */
  readonly form?: ListForm<T> | undefined;
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
  readonly onFirstPage?: ((page: FirstPage<R>) => void) | undefined;
}

/**
 * Lists every page, and requests the next one before it parses the current one. If the list expires between two
 * pages (410), it lists everything again in one request. A page that is too large is requested in smaller ones, and
 * what is still too large with its metadata only. Throws as the client.
 */
export async function listPages<T, R>(
  client: Pick<ApiClient, 'getAnswer'>,
  path: string,
  limits: Pick<ClusterLimits, 'pageSize'>,
  options: ListPagesOptions<T, R>,
): Promise<Listed<R>> {
  const { pageSize } = limits;
  try {
    return await listInPages(client, path, new PageSizes(pageSize, pageSize), options);
  } catch (error) {
    if (!isExpired(error)) throw error;
    return listInPages(client, path, new PageSizes(undefined, pageSize), options);
  }
}

async function listInPages<T, R>(
  client: Pick<ApiClient, 'getAnswer'>,
  path: string,
  sizes: PageSizes,
  { keep, form = JSON_LISTS, query, signal, onFirstPage }: ListPagesOptions<T, R>,
): Promise<Listed<R>> {
  const items: R[] = [];
  const ask = (token: string | undefined): AskedPage => {
    const { limit, isPartial } = sizes;
    const accept = isPartial ? METADATA_ONLY : form.accept;
    const answer = client.getAnswer(path, { query: { ...query, limit, continue: token }, signal, accept });
    // Awaited below, unless the previous page fails first: no unhandled rejection then.
    answer.catch(() => {});
    return { token, answer, isPartial };
  };
  for (let asked = ask(undefined), count = 1; ; count += 1) {
    let answer: Answer;
    try {
      answer = await asked.answer;
    } catch (error) {
      if (!(error instanceof AnswerTooLargeError) || !sizes.shrink()) throw error;
      // A continue token does not depend on the size of the pages.
      asked = ask(asked.token);
      count -= 1;
      continue;
    }
    const { isPartial } = asked;
    if (isPartial) sizes.backToWholeItems();
    const body = form.open(answer);
    const nextFromHead = body.head?.continue || undefined;
    const early = nextFromHead === undefined ? undefined : ask(nextFromHead);
    // Lets the request and other pending work run before parsing keeps the thread busy.
    await setImmediate();
    const metadata = body.read((item, only) => {
      const kept = keep(item, isPartial ? 'large' : only);
      if (kept !== undefined) items.push(kept);
    });
    const { continue: next, resourceVersion = '', remainingItemCount = next ? undefined : 0 } = metadata;
    if (count === 1) {
      const total = remainingItemCount === undefined ? undefined : items.length + remainingItemCount;
      onFirstPage?.({ items: items.slice(), total });
    }
    if (!next) return { items, resourceVersion };
    asked = next === nextFromHead && early !== undefined ? early : ask(next);
  }
}

/** The metadata of each object; servers before 1.15 would send whole objects. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

interface AskedPage {
  readonly token: string | undefined;
  readonly answer: Promise<Answer>;
  readonly isPartial: boolean;
}

/** How much smaller a page becomes: 500, 62, 7, 1 items. Each step costs one answer that is read to its limit. */
const SHRINK = 8;

/** The size of the next page, smaller after each that was too large. */
class PageSizes {
  readonly #pageSize: number;
  #limit: number | undefined;
  #isPartial = false;

  /** @param limit of the first page; undefined: everything */
  constructor(limit: number | undefined, pageSize: number) {
    this.#limit = limit;
    this.#pageSize = pageSize;
  }

  get limit(): number | undefined {
    return this.#limit;
  }

  get isPartial(): boolean {
    return this.#isPartial;
  }

  /** False if there is nothing smaller. */
  shrink(): boolean {
    if (this.#limit !== 1) {
      this.#limit = Math.max(1, Math.floor((this.#limit ?? this.#pageSize) / SHRINK));
      return true;
    }
    if (this.#isPartial) return false;
    this.#isPartial = true;
    return true;
  }

  /** After one item that is too large, the next ones may be small again. */
  backToWholeItems(): void {
    this.#isPartial = false;
    this.#limit = Math.max(1, Math.floor(this.#pageSize / SHRINK));
  }
}
