/** Which origins may show a response in a frame, and what signing in there needs. */

import { isSignInPath } from './open-paths.ts';
import { readTarget } from './request/request-target.ts';

/** The path of a shell page as Next matches it: encoded slashes do not separate segments. */
const SHELL_PAGE = /^\/shell\/[^/]+\/[^/]+$/;

/** In a frame it has one button, which opens a window to sign in. */
const SIGN_IN_PAGE = '/signin';

/**
 * The allowed origins for a shell page, and for the page that leads to signing in, with exactly one `embed=1` in its query.
 * Empty for everything else, so that no other page can be framed.
 * @param url of the request line
 * @param allowed origins of the settings
 */
export function framingOrigins(url: string | undefined, allowed: readonly string[]): readonly string[] {
  const target = readTarget(url);
  if (target === undefined) return [];
  const { pathname, segments } = target;
  const isShell = segments.length === 3 && segments[0] === 'shell' && SHELL_PAGE.test(pathname);
  if (!isShell && pathname !== SIGN_IN_PAGE) return [];
  const query = url?.slice(pathname.length) ?? '';
  const embed = new URLSearchParams(query.split('#', 1)[0]).getAll('embed');
  return embed.length === 1 && embed[0] === '1' ? allowed : [];
}

/**
 * True for the ways to sign in where sites may frame shells: the window that a frame opens for it has to find back to the
 * frame. A policy of any response on that way, also of a redirect, would cut the two apart for good.
 */
export function keepsOpener(url: string | undefined, allowed: readonly string[]): boolean {
  const target = readTarget(url);
  return allowed.length > 0 && target !== undefined && isSignInPath(target);
}
