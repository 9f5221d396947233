/** The recordings of a store by time, without reading one. */

import type { Store } from '../ports.ts';
import { firstIdOf, timeOfId } from '../recording-id.ts';
import { folderOf, idOfMeta } from '../store/recording-keys.ts';

export interface IdRange {
  /** Made at this time or later, in milliseconds since the epoch. */
  readonly from?: number | undefined;
  /** Made before this time. */
  readonly to?: number | undefined;
  /** Older than this id. */
  readonly before?: string | undefined;
}

/** Ids with a meta in the store, newest first. Asks the store for one day at a time. */
export async function* newestFirst(
  store: Pick<Store, 'folders' | 'keys'>,
  { from = 0, to, before }: IdRange = {},
): AsyncGenerator<string, void, undefined> {
  const first = firstIdOf(from);
  const ends = [before, to === undefined ? undefined : firstIdOf(to)].filter((id) => id !== undefined);
  const firstDay = folderOf(from);
  const lastDay = ends.map((id) => folderOf(timeOf(id))).sort()[0];
  for await (const day of days(store, firstDay, lastDay)) {
    const keys = await store.keys(day);
    for (const key of keys.toReversed()) {
      const id = idOfMeta(key);
      if (id !== undefined && id >= first && ends.every((end) => id < end)) yield id;
    }
  }
}

/** Folders of days from the last to the first, both included. */
async function* days(
  store: Pick<Store, 'folders'>,
  first: string,
  last: string | undefined,
): AsyncGenerator<string, void, undefined> {
  async function* below(prefix: string, depth: number): AsyncGenerator<string, void, undefined> {
    const names = await store.folders(prefix);
    for (const name of names.toReversed()) {
      const folder = `${prefix}${name}/`;
      const { length } = folder;
      if (!/^\d+$/.test(name) || folder < first.slice(0, length)) continue;
      if (last !== undefined && folder > last.slice(0, length)) continue;
      if (depth === 3) yield folder;
      else yield* below(folder, depth + 1);
    }
  }
  yield* below('', 1);
}

function timeOf(id: string): number {
  return timeOfId(id) ?? Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}
