/** Parses method and URL into verb, resource and name, as the API server does. */

import { parseFieldSelector, requiredValue } from '../selectors/field-selector.ts';

export interface ResourceRequest {
  readonly kind: 'resource';
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete` or `deletecollection`. */
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** Empty: the object itself. */
  readonly subresource: string;
  /** Empty: the cluster scope, or all namespaces. */
  readonly namespace: string;
  /** Empty: a collection. */
  readonly name: string;
}

export interface PathRequest {
  readonly kind: 'path';
  /** The method in lower case. */
  readonly verb: string;
  readonly path: string;
}

export type RequestInfo = ResourceRequest | PathRequest;

/** True for the query values that Go clients send for true. */
export function isTrue(value: string | null): boolean {
  return value === '1' || value?.toLowerCase() === 'true' || value === 't';
}

/** Never throws: anything that is not a resource is a plain path. `pathname` is percent-encoded. */
export function requestInfo(method: string, pathname: string, query: URLSearchParams): RequestInfo {
  const pathRequest: PathRequest = { kind: 'path', verb: method.toLowerCase(), path: pathname };
  const parts = decodeParts(pathname);
  if (parts === undefined) return pathRequest;
  const [root, ...rest] = parts;
  if (root === 'api' && rest.length >= 2) {
    return resourceRequest(method, '', rest[0] ?? '', rest.slice(1), query);
  }
  if (root === 'apis' && rest.length >= 3) {
    return resourceRequest(method, rest[0] ?? '', rest[1] ?? '', rest.slice(2), query);
  }
  return pathRequest;
}

function resourceRequest(
  method: string,
  group: string,
  version: string,
  parts: readonly string[],
  query: URLSearchParams,
): ResourceRequest {
  const namespaced =
    parts[0] === 'namespaces' && parts.length > 2 && !NAMESPACE_SUBRESOURCES.has(parts[2] ?? '');
  const namespace = parts[0] === 'namespaces' ? (parts[1] ?? '') : '';
  const [resource = '', name = '', ...subresource] = namespaced ? parts.slice(2) : parts;
  const verb = verbOf(method, name, query);
  return {
    kind: 'resource',
    verb,
    group,
    version,
    resource,
    subresource: subresource.join('/'),
    namespace,
    name: name === '' && (verb === 'list' || verb === 'watch') ? selectedName(query) : name,
  };
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

function verbOf(method: string, name: string, query: URLSearchParams): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (name !== '') return 'get';
      return isTrue(query.get('watch')) ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      return method.toLowerCase();
  }
}

/** A list that selects one name by field selector is authorized for that name. */
function selectedName(query: URLSearchParams): string {
  try {
    return requiredValue(parseFieldSelector(query.get('fieldSelector') ?? ''), 'metadata.name') ?? '';
  } catch {
    return '';
  }
}

function decodeParts(pathname: string): string[] | undefined {
  try {
    return pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
