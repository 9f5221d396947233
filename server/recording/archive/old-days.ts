/** Days of a store that lie before another one. */

import type { Store } from '../ports.ts';
import { timeOfId } from '../recording-id.ts';
import { castKey } from '../store/recording-keys.ts';

/** @param firstKept folder of the first day that is not old, as `folderOf` names it */
export async function* oldDays(
  store: Pick<Store, 'folders'>,
  firstKept: string,
): AsyncGenerator<string, void, undefined> {
  for (const year of await numbered(store, '')) {
    if (year > firstKept.slice(0, year.length)) return;
    for (const month of await numbered(store, year)) {
      if (month > firstKept.slice(0, month.length)) return;
      for (const day of await numbered(store, month)) {
        if (day >= firstKept) return;
        yield day;
      }
    }
  }
}

async function numbered(store: Pick<Store, 'folders'>, prefix: string): Promise<readonly string[]> {
  const names = await store.folders(prefix);
  return names.filter((name) => /^\d+$/.test(name)).map((name) => `${prefix}${name}/`);
}

/** The id in the key of a file; undefined for any other key. */
export function idOfCast(key: string): string | undefined {
  const id = /([^/]+)\.cast(?:\.age)?$/.exec(key)?.[1] ?? '';
  const isOurs = timeOfId(id) !== undefined && (castKey(id, false) === key || castKey(id, true) === key);
  return isOurs ? id : undefined;
}
