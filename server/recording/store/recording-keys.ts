/** Where recordings lie in a store: `YYYY/MM/DD/ID.cast` (`.cast.age` where it is encrypted) and `ID.json` beside it. */

import { timeOfId } from '../recording-id.ts';

const META = '.json';

/** The folder of the day of an id's time, in UTC, with a slash at its end. @throws RangeError for what is no id */
function dayOf(id: string): string {
  const time = timeOfId(id);
  if (time === undefined) throw new RangeError('Not the id of a recording');
  return folderOf(time);
}

/** The folder of the day of a time (milliseconds since the epoch), in UTC, with a slash at its end. */
export function folderOf(time: number): string {
  const [year, month, day] = new Date(time).toISOString().split('T')[0]?.split('-').slice(-3) ?? [];
  return `${year}/${month}/${day}/`;
}

/** @throws RangeError for what is no id */
export function castKey(id: string, isEncrypted: boolean): string {
  return `${dayOf(id)}${id}.cast${isEncrypted ? '.age' : ''}`;
}

/** @throws RangeError for what is no id */
export function metaKey(id: string): string {
  return `${dayOf(id)}${id}${META}`;
}

/** The id in the key of a meta; undefined for any other key, also one that lies on another day than its id says. */
export function idOfMeta(key: string): string | undefined {
  const id = key.slice(key.lastIndexOf('/') + 1, -META.length);
  return key.endsWith(META) && timeOfId(id) !== undefined && metaKey(id) === key ? id : undefined;
}
