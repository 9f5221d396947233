/** Builds and parses the URLs of pages. */

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
  /** The sort order as the list page encodes it; '' for the default. */
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

/** The full page of one shell. */
export function shellHref({ context, namespace, pod, container, attach }: ShellPlace): string {
  return address(['shell', namespace, pod], { container, context, attach: attach && 'true' });
}

/** The page that shows somebody else's shell, by a link. */
export function watchHref(viewId: string): string {
  return address(['watch', viewId]);
}

/** The list of the user's running shells. */
export function sessionsHref(): string {
  return address(['sessions']);
}

/** True for the page to sign in. */
export function isSignInPage(pathname: string): boolean {
  return pathname === address(['signin']);
}

/** What makes Podshell an app that can be installed. */
export function manifestHref(): string {
  return address(['app.webmanifest']);
}

/** True for the full page of a shell, one's own or somebody else's. */
export function isShellPage(pathname: string): boolean {
  return ['shell', 'watch'].some((page) => pathname.startsWith(`${address([page])}/`));
}

/**
 * True if a shell's page shows only the terminal, for a frame in another page: exactly one `embed=1`.
 * @param values values of the query parameter `embed`, from Next or `URLSearchParams`
 */
export function isEmbedded(values: string | readonly string[] | undefined): boolean {
  return values === '1' || (Array.isArray(values) && values.length === 1 && values[0] === '1');
}

/** The part of `URLSearchParams` that is used. */
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

/** The path segments of a pod's or a shell's page from Next, still escaped. */
export interface PodRoute {
  readonly namespace: string;
  readonly pod: string;
}

/** Query parameters from Next: a repeated one is an array. */
export type PageSearch = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Parses the URL of a pod's page. Does not check the names. */
export function readPodPlace(route: PodRoute, search: PageSearch): PodPlace {
  return {
    namespace: unescaped(route.namespace),
    pod: unescaped(route.pod),
    context: firstValue(search.context),
  };
}

/** Parses the URL of a shell's page. Does not check the names. */
export function readShellPlace(route: PodRoute, search: PageSearch): ShellPlace {
  const attach = firstValue(search.attach) === 'true' ? { attach: true as const } : {};
  return { ...readPodPlace(route, search), container: firstValue(search.container), ...attach };
}

/** Parses the URL of a page that watches. Does not check the id. */
export function readViewId({ viewId }: { readonly viewId: string }): string {
  return unescaped(viewId);
}

/** An empty parameter counts as missing; of a repeated one the first counts. */
export function firstValue(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0];
  return text === '' ? undefined : text;
}

/** Returns a text with a broken escape unchanged: no name and no id contains `%`, so it is refused later. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
