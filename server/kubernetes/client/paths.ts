/** Paths of the Kubernetes API. Every name is escaped, so that no name can change the path. */

/** The pods of one namespace; undefined: of all namespaces. */
export function podsPath(namespace: string | undefined): string {
  return namespace === undefined ? '/api/v1/pods' : `${namespacePath(namespace)}/pods`;
}

export function podPath(namespace: string, pod: string): string {
  return `${podsPath(namespace)}/${encodeURIComponent(pod)}`;
}

export function podLogPath(namespace: string, pod: string): string {
  return `${podPath(namespace, pod)}/log`;
}

export function eventsPath(namespace: string): string {
  return `${namespacePath(namespace)}/events`;
}

/** The slices with the addresses behind the Services of one namespace. Kubernetes 1.21 and newer. */
export function endpointSlicesPath(namespace: string): string {
  return `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices`;
}

export const NAMESPACES_PATH = '/api/v1/namespaces';

export const SUBJECT_REVIEWS_PATH = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

export const ACCESS_REVIEWS_PATH = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

function namespacePath(namespace: string): string {
  return `${NAMESPACES_PATH}/${encodeURIComponent(namespace)}`;
}
