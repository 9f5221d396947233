/** Which origins may show a response in a frame. */

import { readTarget } from './request-target.ts';

/** The path of a shell page as Next matches it: encoded slashes do not separate segments. */
const SHELL_PAGE = /^\/shell\/[^/]+\/[^/]+$/;

/**
 * The allowed origins for a shell page with exactly one `embed=1` in its query. Empty for everything else, so that
 * no other page can be framed.
 * @param url of the request line
 * @param allowed origins of the settings
 */
export function framingOrigins(url: string | undefined, allowed: readonly string[]): readonly string[] {
  const target = readTarget(url);
  if (target === undefined || target.segments.length !== 3 || target.segments[0] !== 'shell') return [];
  if (!SHELL_PAGE.test(target.pathname)) return [];
  const query = url?.slice(target.pathname.length) ?? '';
  const embed = new URLSearchParams(query.split('#', 1)[0]).getAll('embed');
  return embed.length === 1 && embed[0] === '1' ? allowed : [];
}
