/**
 * Kubernetes object names, checked before a cluster is asked: a name becomes part of a URL path.
 * Source: RFC 1123 and https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

import { MAX_NAMESPACES } from './limits.ts';
import { PodshellError } from './problem.ts';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** What a request names. A name that is undefined means the default. */
export interface RequestedNames {
  readonly namespace?: string | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly pod?: string | undefined;
  readonly container?: string | undefined;
}

export interface InvalidName {
  readonly what: 'namespace' | 'pod' | 'container';
  readonly name: string;
}

/** The first name that Kubernetes would not accept; undefined when all are valid. */
export function findInvalidName(names: RequestedNames): InvalidName | undefined {
  const { namespace, namespaces = [], pod, container } = names;
  for (const name of namespace === undefined ? namespaces : [namespace, ...namespaces]) {
    if (!isLabelName(name)) return { what: 'namespace', name };
  }
  if (pod !== undefined && !isSubdomainName(pod)) return { what: 'pod', name: pod };
  if (container !== undefined && !isLabelName(container)) return { what: 'container', name: container };
  return undefined;
}

/** @throws PodshellError `bad-request` for an invalid name, or for more namespaces than {@link MAX_NAMESPACES} */
export function checkNames(names: RequestedNames): void {
  if ((names.namespaces?.length ?? 0) > MAX_NAMESPACES) {
    throw new PodshellError(
      'bad-request',
      `Too many namespaces: name up to ${MAX_NAMESPACES}, or none to ask for all of them.`,
    );
  }
  const invalid = findInvalidName(names);
  if (invalid !== undefined) throw new PodshellError('bad-request', describeInvalidName(invalid));
}

function describeInvalidName({ what, name }: InvalidName): string {
  const [characters, length] =
    what === 'pod'
      ? ['lowercase letters, digits, hyphens and dots', MAX_SUBDOMAIN]
      : ['lowercase letters, digits and hyphens', MAX_LABEL];
  const quoted = JSON.stringify(name.slice(0, MAX_LABEL));
  return (
    `${quoted} is not a valid ${what} name. Use up to ${length} characters: ${characters}, ` +
    'with a letter or digit first and last (RFC 1123).'
  );
}

/** True for an RFC 1123 label: namespaces and containers. At most 63 characters. */
export function isLabelName(name: string): boolean {
  return name.length <= MAX_LABEL && LABEL.test(name);
}

/** True for an RFC 1123 subdomain: pods. Labels joined by dots, at most 253 characters. */
export function isSubdomainName(name: string): boolean {
  return name.length <= MAX_SUBDOMAIN && name.split('.').every((part) => LABEL.test(part));
}
