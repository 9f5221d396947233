/** Path and query parameters, checked before anything is asked of a cluster. An empty one counts as absent. */

import { isLabelName, isSubdomainName } from '#protocol/names.ts';
import { PodshellError } from '#protocol/problem.ts';

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

/** `namespace` and `context` of a query. @throws bad-request */
export function podQuery(request: Request): { namespace: string | undefined; context: string | undefined } {
  const namespace = queryValue(request, 'namespace');
  return {
    namespace: namespace === undefined ? undefined : namespaceName(namespace),
    context: queryValue(request, 'context'),
  };
}

function badName(what: string, rule: string): PodshellError {
  return new PodshellError('bad-request', `The ${what} name is not a valid one: it must be ${rule}.`);
}
