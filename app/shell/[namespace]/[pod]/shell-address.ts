/** Reads the address of a shell page. */

import { type PageSearch, type PodRoute, readShellPlace } from '#components/addresses/pages.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { findInvalidName, type InvalidName } from '#protocol/names.ts';

export type ShellAddress =
  | { readonly kind: 'place'; readonly place: ShellPlace }
  | ({ readonly kind: 'invalid' } & InvalidName);

/** Reads and checks the names. An empty or missing parameter means the default. */
export function readShellAddress(route: PodRoute, search: PageSearch): ShellAddress {
  const place = readShellPlace(route, search);
  const invalid = findInvalidName(place);
  return invalid === undefined ? { kind: 'place', place } : { kind: 'invalid', ...invalid };
}
