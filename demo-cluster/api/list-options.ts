/** Parses and validates the query of a list or watch. */

import { badRequest, invalid } from '../objects/status-error.ts';
import type { KubernetesObject } from '../ports.ts';
import type { Features } from '../release.ts';
import { type FieldRequirement, matchesFields, parseFieldSelector } from '../selectors/field-selector.ts';
import { parseLabelSelector, SelectorError } from '../selectors/label-selector.ts';
import type { IncludeObject } from '../tables/table.ts';
import { isTrue, type ResourceRequest } from './request-info.ts';
import type { StoredResource } from './resources.ts';

export interface ListOptions {
  /** True for objects in the request's namespace that its selectors match. */
  readonly matches: (object: KubernetesObject) => boolean;
  /** True with a selector: then counting the remaining items would cost too much. */
  readonly selective: boolean;
  /** Undefined: not given. 0: any version. */
  readonly resourceVersion: number | undefined;
  readonly resourceVersionMatch: 'Exact' | 'NotOlderThan' | undefined;
  /** 0: no limit. */
  readonly limit: number;
  readonly continueToken: string;
  readonly allowBookmarks: boolean;
  readonly sendInitialEvents: boolean;
  /** Undefined or 0: the server chooses. */
  readonly timeoutSeconds: number | undefined;
  readonly include: IncludeObject;
}

/** @throws StatusError 400 or 422 */
export function listOptions(
  resource: StoredResource,
  request: ResourceRequest,
  query: URLSearchParams,
  features: Features,
): ListOptions {
  const fieldText = query.get('fieldSelector') ?? '';
  const labelText = query.get('labelSelector') ?? '';
  const sendInitialEvents = features.watchList && isTrue(query.get('sendInitialEvents'));
  const match = query.get('resourceVersionMatch') ?? '';
  checkMatch(match, sendInitialEvents, request.verb);
  return {
    matches: matcher(resource, request, fieldText, labelText),
    selective: fieldText !== '' || labelText !== '',
    resourceVersion: wholeNumber(query, 'resourceVersion'),
    resourceVersionMatch: match === 'Exact' || match === 'NotOlderThan' ? match : undefined,
    limit: wholeNumber(query, 'limit') ?? 0,
    continueToken: query.get('continue') ?? '',
    allowBookmarks: isTrue(query.get('allowWatchBookmarks')),
    sendInitialEvents,
    timeoutSeconds: wholeNumber(query, 'timeoutSeconds'),
    include: includeObject(query),
  };
}

/** How much of each object the rows of a Table carry. @throws StatusError 400 */
export function includeObject(query: URLSearchParams): IncludeObject {
  const value = query.get('includeObject') ?? '';
  switch (value) {
    case '':
      return 'Metadata';
    case 'None':
    case 'Metadata':
    case 'Object':
      return value;
    default:
      throw badRequest(`Invalid value: "${value}": must be one of None, Metadata, Object`);
  }
}

function matcher(
  resource: StoredResource,
  request: ResourceRequest,
  fieldText: string,
  labelText: string,
): (object: KubernetesObject) => boolean {
  const selectors = parsed(() => ({
    labels: labelText === '' ? undefined : parseLabelSelector(labelText),
    fields: parseFieldSelector(fieldText),
  }));
  checkFields(resource, selectors.fields);
  const namespace = resource.namespaced ? request.namespace : '';
  return (object) =>
    (namespace === '' || object.metadata.namespace === namespace) &&
    (selectors.labels === undefined || selectors.labels(object.metadata.labels ?? {})) &&
    (selectors.fields.length === 0 || matchesFields(selectors.fields, resource.fields(object)));
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SelectorError) throw badRequest(error.message);
    throw error;
  }
}

function checkFields(resource: StoredResource, requirements: readonly FieldRequirement[]): void {
  if (requirements.length === 0) return;
  const known = resource.fields(emptyObject(resource));
  for (const { field } of requirements) {
    if (!Object.hasOwn(known, field)) throw badRequest(`field label not supported: ${field}`);
  }
}

function emptyObject({ kind }: StoredResource): KubernetesObject {
  const empty = { spec: { containers: [] }, status: {}, involvedObject: {}, source: {} };
  return { apiVersion: 'v1', kind, metadata: { name: '' }, ...empty };
}

function checkMatch(match: string, sendInitialEvents: boolean, verb: string): void {
  const kind = { group: 'meta.k8s.io', kind: 'ListOptions' };
  const refuse = (field: string, message: string) =>
    invalid(kind, '', [{ reason: 'FieldValueForbidden', field, message: `Forbidden: ${message}` }]);
  if (match !== '' && match !== 'Exact' && match !== 'NotOlderThan') {
    const message = `Unsupported value: "${match}": supported values: "Exact", "NotOlderThan"`;
    throw invalid(kind, '', [{ reason: 'FieldValueNotSupported', field: 'resourceVersionMatch', message }]);
  }
  if (sendInitialEvents && verb !== 'watch') {
    throw refuse('sendInitialEvents', 'sendInitialEvents is forbidden for list');
  }
  if (sendInitialEvents && match !== 'NotOlderThan') {
    throw refuse(
      'resourceVersionMatch',
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  if (verb === 'watch' && match !== '' && !sendInitialEvents) {
    throw refuse('resourceVersionMatch', 'resourceVersionMatch is forbidden for watch');
  }
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw badRequest(`Invalid value: "${text}": ${name} is not a whole number`);
  }
  return value;
}
