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

/** The first page of a list, while the others are still loading. */
export interface FirstPage<R> {
  readonly items: readonly R[];
  /** The number of items in the whole list; undefined when the server does not send it. */
  readonly total: number | undefined;
}

export interface ListPagesOptions<T, R> {
  /** Maps an item to what is kept of it. Items are dropped page by page, so 10,000 are never in memory at once. */
  readonly keep: (item: T) => R;
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
  readonly onFirstPage?: ((page: FirstPage<R>) => void) | undefined;
}

/**
 * Lists every page, and requests the next one before it parses the current one. If the list expires between two
 * pages (410), it lists everything again in one request. Throws as the client.
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
    // Awaited below, unless the previous page fails first: no unhandled rejection then.
    text.catch(() => {});
    return text;
  };
  for (let text = await ask(undefined), count = 1; ; count += 1) {
    const nextFromHead = listHead(text)?.continue || undefined;
    const early = nextFromHead === undefined ? undefined : ask(nextFromHead);
    // Lets the request and other pending work run before parsing keeps the thread busy.
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
    text = await (next === nextFromHead && early !== undefined ? early : ask(next));
  }
}
