/** Where a sign-in leads back to. */

import { ownPath } from '#components/addresses/own-path.ts';

/** Only the path counts; the origin is ours, whatever it is. */
const ANY_ORIGIN = 'http://podshell.invalid';

/**
 * A path of our own, without the base path, with its query; `/` for anything else, so that a link to the sign-in
 * cannot lead to another site
 * (CWE-601). What browsers read as another origin is no path: `//host`, `/\\host`, and the same with a tab or a line
 * break between.
 */
export function returnPath(text: string | null | undefined): string {
  if (text === null || text === undefined || !text.startsWith('/') || !URL.canParse(text, ANY_ORIGIN))
    return '/';
  const url = new URL(text, ANY_ORIGIN);
  if (url.origin !== ANY_ORIGIN) return '/';
  const path = ownPath(`${url.pathname}${url.search}${url.hash}`);
  // Resolved again by a browser, "//host" would leave us.
  return path.startsWith('//') ? '/' : path;
}
