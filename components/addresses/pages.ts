/** Addresses of pages: how they are built and how they are read. */

import { address } from './address.ts';
import type { PodPlace, ShellPlace } from './shell-place.ts';

/** What `/pods` shows. */
export interface PodsQuery {
  /** Undefined: the server's current context. */
  readonly context: string | undefined;
  /** Empty: every namespace that the caller may list. */
  readonly namespaces: readonly string[];
  /** The filter as typed; '' for none. */
  readonly q: string;
  /** The order as the list page encodes it; '' for the default. */
  readonly sort: string;
}

/** The list of pods. */
export function podsHref({ context, namespaces, q, sort }: Partial<PodsQuery> = {}): string {
  return address(['pods'], { namespace: namespaces, context, q: q || undefined, sort: sort || undefined });
}

/** The page of one pod. */
export function podHref({ context, namespace, pod }: PodPlace): string {
  return address(['pods', namespace, pod], { context });
}

/** The page of one shell. */
export function shellHref({ context, namespace, pod, container }: ShellPlace): string {
  return address(['shell', namespace, pod], { container, context });
}

/** True for the page of one shell. */
export function isShellPage(pathname: string): boolean {
  return pathname.startsWith(`${address(['shell'])}/`);
}

/**
 * True when a shell's page is to be the terminal alone, for a frame of another page: `embed=1`, once.
 * @param values of the query parameter `embed`, as Next or `URLSearchParams` gives them
 */
export function isEmbedded(values: string | readonly string[] | undefined): boolean {
  return values === '1' || (Array.isArray(values) && values.length === 1 && values[0] === '1');
}

/** The part of `URLSearchParams` that is read. */
export type QueryReader = Pick<URLSearchParams, 'get' | 'getAll'>;

/** Reads the query of `/pods`. Namespaces come as `namespace=a&namespace=b` or `namespace=a,b`; sorted, each once. */
export function readPodsQuery(params: QueryReader): PodsQuery {
  const names = params.getAll('namespace').flatMap((value) => value.split(','));
  return {
    context: params.get('context') || undefined,
    namespaces: [...new Set(names.filter((name) => name !== ''))].sort(),
    q: params.get('q') ?? '',
    sort: params.get('sort') ?? '',
  };
}

/** The path parts of a pod's or a shell's page as Next gives them: still escaped. */
export interface PodRoute {
  readonly namespace: string;
  readonly pod: string;
}

/** Query parameters as Next gives them: a repeated one is an array. */
export type PageSearch = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the address of a pod's page. Whether the names are valid is not checked here. */
export function readPodPlace(route: PodRoute, search: PageSearch): PodPlace {
  return {
    namespace: unescaped(route.namespace),
    pod: unescaped(route.pod),
    context: first(search.context),
  };
}

/** Reads the address of a shell's page. Whether the names are valid is not checked here. */
export function readShellPlace(route: PodRoute, search: PageSearch): ShellPlace {
  return { ...readPodPlace(route, search), container: first(search.container) };
}

/** An empty parameter counts as missing; of a repeated one the first counts. */
function first(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0];
  return text === '' ? undefined : text;
}

/** A text with a broken escape is returned as it is: no Kubernetes name contains `%`, so it is refused later. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
