import type { ListMeta } from '../objects.ts';

/** An API server writes the metadata before the items; more of it than this is none of ours. */
const HEAD_CHARACTERS = 8192;
const ITEMS = '"items":';

/**
 * The metadata of a list that has not been parsed yet, from its first characters. Undefined when they do not read
 * as the API server writes them: the parsed list then tells.
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
