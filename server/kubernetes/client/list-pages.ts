import { setImmediate } from 'node:timers/promises';
import { isExpired } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { ObjectList } from '../objects.ts';
import type { ApiClient, Query } from './api-client.ts';
import { listHead } from './list-head.ts';

export interface Listed<R> {
  readonly items: R[];
  readonly resourceVersion: string;
}

/** The first page of a list, while the others are on their way. */
export interface FirstPage<R> {
  readonly items: readonly R[];
  /** How many the whole list has, as the server counts them; undefined when it does not say. */
  readonly total: number | undefined;
}

export interface ListPagesOptions<T, R> {
  /** What is kept of an item; the item itself goes with its page, so that 10,000 of them are never held at once. */
  readonly keep: (item: T) => R;
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
  readonly onFirstPage?: ((page: FirstPage<R>) => void) | undefined;
}

/**
 * Lists every page, and asks for the next one before it reads the present. When the cluster forgets the list
 * between two pages (410), it starts anew, at last without pages. Throws as the client.
 */
export async function listPages<T, R>(
  client: Pick<ApiClient, 'getText'>,
  path: string,
  limits: Pick<ClusterLimits, 'pageSize'>,
  options: ListPagesOptions<T, R>,
): Promise<Listed<R>> {
  try {
    return await listInPages(client, path, { ...options.query, limit: limits.pageSize }, options);
  } catch (error) {
    if (!isExpired(error)) throw error;
    return listInPages(client, path, options.query ?? {}, options);
  }
}

async function listInPages<T, R>(
  client: Pick<ApiClient, 'getText'>,
  path: string,
  query: Query,
  { keep, signal, onFirstPage }: ListPagesOptions<T, R>,
): Promise<Listed<R>> {
  const items: R[] = [];
  const ask = (token: string | undefined) => {
    const text = client.getText(path, { query: { ...query, continue: token }, signal });
    // Awaited below, unless the page before it fails first.
    text.catch(() => {});
    return text;
  };
  for (let text = await ask(undefined), count = 1; ; count += 1) {
    const foretold = listHead(text)?.continue || undefined;
    const early = foretold === undefined ? undefined : ask(foretold);
    // Lets the request out, and whatever else waits for its turn, before the thread is busy with the page.
    await setImmediate();
    const page = JSON.parse(text) as ObjectList<T>;
    for (const item of page.items ?? []) items.push(keep(item));
    const {
      continue: next,
      resourceVersion = '',
      remainingItemCount = next ? undefined : 0,
    } = page.metadata ?? {};
    if (count === 1) {
      const total = remainingItemCount === undefined ? undefined : items.length + remainingItemCount;
      onFirstPage?.({ items: items.slice(), total });
    }
    if (!next) return { items, resourceVersion };
    text = await (next === foretold && early !== undefined ? early : ask(next));
  }
}
