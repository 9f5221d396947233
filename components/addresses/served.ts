/**
 * Addresses as the browser has them. Next adds the base path to its links, its router and its redirects, and takes it off
 * `usePathname`; everything else needs it from here.
 */

import { withBasePath } from '#protocol/base-path.ts';

declare const process: { readonly env: { readonly PODSHELL_BASE_PATH?: string } };

/** Set by next.config.mjs. In built pages a placeholder until the server starts, so its length and emptiness mean nothing. */
const BASE_PATH = process.env.PODSHELL_BASE_PATH ?? '';

/** What a browser asks for: for requests, windows, plain links and copies. @param path of a page or a route of ours */
export function served(path: string): string {
  return withBasePath(BASE_PATH, path);
}

/**
 * A name in the browser's storage that another Podshell of this origin, under another base path, does not share. The base
 * path comes first: names may hold slashes as well.
 */
export function ownKey(name: string): string {
  return `${BASE_PATH}${name}`;
}
