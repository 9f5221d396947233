/** Reads the address of a shell page. */

import type { ShellPlace } from '#components/terminal/connection/ports.ts';
import type { InvalidName } from '#components/terminal/views/invalid-address.tsx';
import { isLabelName, isSubdomainName } from '#protocol/names.ts';

export interface ShellRoute {
  readonly namespace: string;
  readonly pod: string;
}

/** Query parameters, of which a repeated one is an array. */
export type ShellSearch = Readonly<Record<string, string | readonly string[] | undefined>>;

export type ShellAddress =
  | { readonly kind: 'place'; readonly place: ShellPlace }
  | ({ readonly kind: 'invalid' } & InvalidName);

/** An empty or missing parameter means the default. Next leaves the path's parts encoded. */
export function readShellAddress(route: ShellRoute, search: ShellSearch): ShellAddress {
  const namespace = decode(route.namespace);
  const pod = decode(route.pod);
  const container = first(search.container);
  if (!isLabelName(namespace)) return { kind: 'invalid', what: 'namespace', name: namespace };
  if (!isSubdomainName(pod)) return { kind: 'invalid', what: 'pod', name: pod };
  if (container !== undefined && !isLabelName(container)) {
    return { kind: 'invalid', what: 'container', name: container };
  }
  return { kind: 'place', place: { namespace, pod, container, context: first(search.context) } };
}

/** True when the terminal is to stand alone, in a frame of another page: `embed=1`, once. */
export function isEmbedded(search: ShellSearch): boolean {
  return search.embed === '1';
}

function first(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0];
  return text === '' ? undefined : text;
}

/** Text with a broken escape is returned as it is; it is no name either way. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
