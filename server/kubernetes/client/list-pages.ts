import { isExpired } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { ObjectList } from '../objects.ts';
import type { ApiClient, Query } from './api-client.ts';

export interface Listed<T> {
  readonly items: T[];
  readonly resourceVersion: string;
}

/**
 * Lists every page. When the cluster forgets the list between two pages (410), it starts anew, at last without
 * pages. Throws as the client.
 */
export async function listPages<T>(
  client: ApiClient,
  path: string,
  limits: ClusterLimits,
  query: Query = {},
  signal?: AbortSignal,
): Promise<Listed<T>> {
  try {
    return await listInPages<T>(client, path, { ...query, limit: limits.pageSize }, signal);
  } catch (error) {
    if (!isExpired(error)) throw error;
    return listInPages<T>(client, path, query, signal);
  }
}

async function listInPages<T>(
  client: ApiClient,
  path: string,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<Listed<T>> {
  const items: T[] = [];
  let next: string | undefined;
  for (;;) {
    const page = await client.get<ObjectList<T>>(path, { query: { ...query, continue: next }, signal });
    items.push(...(page.items ?? []));
    next = page.metadata?.continue || undefined;
    if (next === undefined) return { items, resourceVersion: page.metadata?.resourceVersion ?? '' };
  }
}
