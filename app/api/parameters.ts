/** Query parameters. An empty one counts as absent. The runtime checks the names in them. */

import type { PodQuery } from '#server/runtime.ts';

/** The value of a query parameter; undefined when it is absent or empty. */
export function queryValue(request: Request, name: string): string | undefined {
  return new URL(request.url).searchParams.get(name) || undefined;
}

/** The namespaces of a query, without duplicates: `namespace=a&namespace=b`, or `namespace=a,b`. */
export function namespaceNames(request: Request): readonly string[] {
  const values = new URL(request.url).searchParams.getAll('namespace');
  return [...new Set(values.flatMap((value) => value.split(',')))].filter((name) => name !== '');
}

/** The context and the namespace or namespaces of a query. */
export function podQuery(request: Request): PodQuery {
  const [namespace, ...more] = namespaceNames(request);
  const context = queryValue(request, 'context');
  if (namespace === undefined || more.length === 0) return { namespace, context };
  return { namespaces: [namespace, ...more], context };
}
