/** The result of a search in the terminal, as text. */

import {
  isValidQuery,
  MAX_COUNTED,
  type SearchCount,
  type SearchQuery,
} from '../screen/text/search-query.ts';
import type { TerminalMessages } from './catalog.ts';

/** The result as text; '' without a search text. */
export function searchWords(
  query: SearchQuery,
  { count, index }: SearchCount,
  messages: TerminalMessages['search'],
): string {
  if (query.text === '') return '';
  if (!isValidQuery(query)) return messages.invalid;
  if (count === 0) return messages.none;
  if (count >= MAX_COUNTED) return index < 0 ? messages.atLeast(count) : messages.ofAtLeast(index + 1, count);
  return index < 0 ? messages.found(count) : messages.nth(index + 1, count);
}
