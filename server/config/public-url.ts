/** Reads `PODSHELL_PUBLIC_URL`: where browsers reach Podshell. */

import { isOrigin } from './addresses.ts';

/** Characters that stay as they are in every part of a URL (RFC 3986, section 2.3), and so in every file of the pages. */
const BASE_PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)*$/;

/** Each cookie repeats the path. Characters. */
const LONGEST_BASE_PATH = 200;

/** The first segments of our own paths. */
const OWN_NAMES = new Set([
  '_next',
  'api',
  'healthz',
  'logs',
  'pods',
  'readyz',
  'sessions',
  'shell',
  'signin',
  'watch',
]);

export interface PublicUrl {
  readonly origin: string;
  /** Empty for `/`, else without a slash at the end. */
  readonly basePath: string;
}

/**
 * The parts of an http or https URL; undefined unless it is an origin, with or without a plain path. One slash at the end
 * does not count.
 */
export function readPublicUrl(text: string): PublicUrl | undefined {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#\\@]+)(\/.*)?$/i.exec(text) ?? [];
  const basePath = path.replace(/\/$/, '');
  if (!URL.canParse(origin) || !BASE_PATH.test(basePath) || basePath.length > LONGEST_BASE_PATH) {
    return undefined;
  }
  const { origin: plain } = new URL(origin);
  return isOrigin(plain) ? { origin: plain, basePath } : undefined;
}

/** The base path in a setting that is valid or empty. */
export function basePathOf({ publicUrl }: { readonly publicUrl: string }): string {
  return readPublicUrl(publicUrl)?.basePath ?? '';
}

/**
 * True for a base path that a path without it may begin with. Only a proxy that leaves the base path in requests can serve
 * that.
 * @param sockjsPrefix of the settings
 */
export function isAmbiguous(basePath: string, sockjsPrefix: string): boolean {
  const [, first] = basePath.split('/');
  return first !== undefined && (OWN_NAMES.has(first) || sockjsPrefix.split('/')[1] === first);
}
