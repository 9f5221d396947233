/**
 * Kubernetes object names, checked before anything is asked of a cluster: a name is put into a URL path.
 * Source: RFC 1123 and https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** True for an RFC 1123 label: namespaces and containers. At most 63 characters. */
export function isLabelName(name: string): boolean {
  return name.length <= MAX_LABEL && LABEL.test(name);
}

/** True for an RFC 1123 subdomain: pods. Labels joined by dots, at most 253 characters. */
export function isSubdomainName(name: string): boolean {
  return name.length <= MAX_SUBDOMAIN && name.split('.').every((part) => LABEL.test(part));
}
