/** Path and query parameters, checked before anything is asked of a cluster. An empty one counts as absent. */

import { isLabelName, isSubdomainName } from '#protocol/names.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { PodQuery } from '#server/runtime.ts';

const LABEL_RULE = 'lower case letters, digits and hyphens, at most 63 of them (RFC 1123)';
const SUBDOMAIN_RULE = 'lower case letters, digits, hyphens and dots, at most 253 of them (RFC 1123)';

/** @throws bad-request */
export function podName(value: string): string {
  if (!isSubdomainName(value)) throw badName('pod', SUBDOMAIN_RULE);
  return value;
}

/** @throws bad-request */
export function namespaceName(value: string): string {
  if (!isLabelName(value)) throw badName('namespace', LABEL_RULE);
  return value;
}

/** @throws bad-request */
export function containerName(value: string): string {
  if (!isLabelName(value)) throw badName('container', LABEL_RULE);
  return value;
}

/** The value of a query parameter; undefined when it is absent or empty. */
export function queryValue(request: Request, name: string): string | undefined {
  return new URL(request.url).searchParams.get(name) || undefined;
}

/** More namespaces than this in one request are a mistake, or worse. */
const MAX_NAMESPACES = 100;

/** The namespaces of a query: `namespace=a&namespace=b`, or `namespace=a,b`. Each once. @throws bad-request */
export function namespaceNames(request: Request): readonly string[] {
  const values = new URL(request.url).searchParams.getAll('namespace');
  const names = [...new Set(values.flatMap((value) => value.split(',')))].filter((name) => name !== '');
  if (names.length > MAX_NAMESPACES) {
    throw new PodshellError('bad-request', `Name at most ${MAX_NAMESPACES} namespaces, or none for all.`);
  }
  return names.map(namespaceName);
}

/** Namespace or namespaces, and context, of a query. @throws bad-request */
export function podQuery(request: Request): PodQuery {
  const [namespace, ...more] = namespaceNames(request);
  const context = queryValue(request, 'context');
  if (namespace === undefined || more.length === 0) return { namespace, context };
  return { namespaces: [namespace, ...more], context };
}

function badName(what: string, rule: string): PodshellError {
  return new PodshellError('bad-request', `The ${what} name is not a valid one: it must be ${rule}.`);
}
