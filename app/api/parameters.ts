/** Query parameters. An empty one counts as absent. The runtime checks the names in them. */

import { BEATS_PARAMETER } from '#protocol/beats.ts';
import { PARTS_PARAMETER } from '#protocol/parts.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { PodEventQuery, PodQuery } from '#server/runtime.ts';

/** The value of a query parameter; undefined when it is absent or empty. @throws bad-request: two values */
export function queryValue(request: Request, name: string): string | undefined {
  return valueIn(parametersOf(request), name);
}

/** What the client of an event stream asks for. */
export interface StreamWish {
  /** Heartbeats that it can see. */
  readonly hasBeats: boolean;
  /** Long snapshots in parts. */
  readonly inParts: boolean;
}

/** @throws bad-request */
export function streamWish(request: Request): StreamWish {
  return {
    hasBeats: queryValue(request, BEATS_PARAMETER) === 'true',
    inParts: queryValue(request, PARTS_PARAMETER) === 'true',
  };
}

/** A time of a query (RFC 3339) in milliseconds since the epoch. @throws bad-request */
export function timeValue(request: Request, name: string): number | undefined {
  const text = queryValue(request, name);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new PodshellError('bad-request', `${name} must be a date or a time such as 2026-01-31T12:00:00Z.`);
}

/** The namespaces of a query, without duplicates: `namespace=a&namespace=b`, or `namespace=a,b`. */
export function namespaceNames(request: Request): readonly string[] {
  return namespacesIn(parametersOf(request));
}

/** The namespace of a query about one pod; undefined when it is absent. @throws bad-request: several namespaces */
export function oneNamespace(request: Request): string | undefined {
  const [namespace, ...more] = namespaceNames(request);
  if (more.length === 0) return namespace;
  throw new PodshellError(
    'bad-request',
    'A pod is in one namespace. Name that one only, as in ?namespace=a.',
  );
}

/** The context and the namespace or namespaces of a query. */
export function podQuery(request: Request): PodQuery {
  return podQueryIn(parametersOf(request));
}

/** The pods that `GET /api/pods/events` follows. @throws bad-request: a pod needs exactly one namespace */
export function podEventQuery(parameters: URLSearchParams): PodEventQuery {
  const query = podQueryIn(parameters);
  const pod = valueIn(parameters, 'pod');
  if (pod === undefined) return query;
  if (query.namespace === undefined) {
    throw new PodshellError('bad-request', 'A pod needs exactly one namespace, as in ?namespace=a&pod=b.');
  }
  return { ...query, pod };
}

/** The parameters of a request's query. */
export function parametersOf(request: Request): URLSearchParams {
  return new URL(request.url).searchParams;
}

/** Of two values, neither is taken: the caller would get what another reader of the same address does not expect. */
function valueIn(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = new Set(parameters.getAll(name));
  if (more.length === 0) return value || undefined;
  throw new PodshellError('bad-request', `The query has several values for ${name}. Give one.`);
}

function namespacesIn(parameters: URLSearchParams): readonly string[] {
  const values = parameters.getAll('namespace');
  return [...new Set(values.flatMap((value) => value.split(',')))].filter((name) => name !== '');
}

function podQueryIn(parameters: URLSearchParams): PodQuery {
  const [namespace, ...more] = namespacesIn(parameters);
  const context = valueIn(parameters, 'context');
  if (namespace === undefined || more.length === 0) return { namespace, context };
  return { namespaces: [namespace, ...more], context };
}
