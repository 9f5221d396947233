/** The formats of lists: how a page is asked for and read. */

import type { ListMeta, ObjectList } from '../objects.ts';
import type { Answer } from './body.ts';

export interface ListForm<T> {
  /** The `Accept` header; any JSON when undefined. */
  readonly accept: string | undefined;
  /** Reads the beginning of a page. Throws an Error that {@link explain} knows as an unreadable answer. */
  open(answer: Answer): ListBody<T>;
}

/** A page of a list whose items are not read yet. */
export interface ListBody<T> {
  /** The metadata if they come before the items. */
  readonly head: ListMeta | undefined;
  /** Passes each item to `each`, and returns the metadata. To be called once. Throws as {@link ListForm.open}. */
  read(each: (item: T, only?: MetadataOnly) => void): ListMeta;
}

/** Why an item has its metadata only: the whole one would be too large, or could not be read. */
export type MetadataOnly = 'large' | 'odd';

export const JSON_LISTS: ListForm<never> = { accept: undefined, open: openJsonList };

/** A page in JSON, whatever its `Content-Type`: not every proxy passes that on. */
export function openJsonList<T>({ bytes }: Answer): ListBody<T> {
  const text = bytes.toString('utf8');
  return {
    head: listHead(text),
    read(each) {
      const { items, metadata = {} } = JSON.parse(text) as ObjectList<T>;
      for (const item of items ?? []) each(item);
      return metadata;
    },
  };
}

/** An API server writes the metadata before the items, in far fewer characters than this. */
const HEAD_CHARACTERS = 8192;
const ITEMS = '"items":';

/**
 * Reads the metadata of a list from its first characters, before the whole list is parsed. Undefined when the
 * beginning has another form; the caller then takes the metadata from the parsed list.
 */
export function listHead(text: string): ListMeta | undefined {
  const end = text.slice(0, HEAD_CHARACTERS).indexOf(ITEMS);
  if (end < 0) return undefined;
  try {
    const head = JSON.parse(`${text.slice(0, end)}"items":[]}`) as { metadata?: ListMeta };
    return head.metadata;
  } catch {
    return undefined;
  }
}
