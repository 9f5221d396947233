import type { ListMeta } from '../objects.ts';

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
