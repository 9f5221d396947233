/** Answers `get` and `list`. */

import {
  badRequest,
  expiredContinue,
  expiredVersion,
  futureVersion,
  notAcceptable,
  notFound,
} from '../objects/status-error.ts';
import type { KubernetesObject } from '../ports.ts';
import type { Collection } from '../store/collection.ts';
import { keyOf } from '../store/collection.ts';
import { type ContinueToken, decodeContinue, encodeContinue } from '../store/continue-token.ts';
import type { Store } from '../store/store.ts';
import { partialMetadata, toTable } from '../tables/table.ts';
import { negotiate, type ObjectForm } from './accept.ts';
import type { Exchange } from './exchange.ts';
import { includeObject, type ListOptions, listOptions } from './list-options.ts';
import { NotEncodableError } from './protobuf/encode-message.ts';
import { sendJson, sendProtobuf } from './reply.ts';
import type { ResourceRequest } from './request-info.ts';
import type { StoredResource } from './resources.ts';

const FORMS: ReadonlySet<ObjectForm> = new Set(['object', 'table', 'partial']);
const FORMS_OF_PODS: ReadonlySet<ObjectForm> = new Set([...FORMS, 'protobuf']);

/** The collection that stores a resource. */
export function collectionOf(store: Store, resource: StoredResource): Collection {
  return store[resource.kept] as Collection;
}

/** The representation that the client asks for, but never protobuf. @throws StatusError 406 */
export function wantedForm(exchange: Exchange, offered = FORMS): ObjectForm {
  const form = negotiate(exchange.request.headers.accept, offered);
  if (form === undefined) throw notAcceptable();
  return form;
}

/** @throws StatusError 404 */
export function findObject(
  store: Store,
  resource: StoredResource,
  request: ResourceRequest,
): KubernetesObject {
  const namespace = resource.namespaced ? request.namespace : '';
  const object = collectionOf(store, resource).get(keyOf(namespace, request.name));
  if (object === undefined) throw notFound({ group: '', resource: resource.resource, name: request.name });
  return object;
}

/** Answers with one object in the representation that the client asks for. */
export function sendObject(
  exchange: Exchange,
  resource: StoredResource,
  object: KubernetesObject,
  code = 200,
): void {
  const encoded = inProtobuf(exchange, resource, () => exchange.cluster.protobuf.whole(object));
  if (encoded !== undefined) sendProtobuf(exchange.response, code, encoded);
  else sendJson(exchange.response, code, objectText(exchange, resource, object));
}

/**
 * The body if the client prefers protobuf and the object can be encoded. A pod may have been created, in JSON, with fields
 * that this cluster has no numbers for; it is sent in what the client accepts next.
 */
function inProtobuf(exchange: Exchange, { kept }: StoredResource, encode: () => Buffer): Buffer | undefined {
  if (kept !== 'pods' || wantedForm(exchange, FORMS_OF_PODS) !== 'protobuf') return undefined;
  try {
    return encode();
  } catch (error) {
    if (error instanceof NotEncodableError) return undefined;
    throw error;
  }
}

function objectText(exchange: Exchange, resource: StoredResource, object: KubernetesObject): string {
  const { cluster, query } = exchange;
  switch (wantedForm(exchange)) {
    case 'table': {
      const table = toTable({
        printer: resource.table,
        objects: [object],
        include: includeObject(query),
        now: cluster.now(),
        metadata: { resourceVersion: object.metadata.resourceVersion },
        withColumns: true,
      });
      return JSON.stringify(table);
    }
    case 'partial':
      return JSON.stringify(partialMetadata(object));
    default:
      return cluster.json.whole(object);
  }
}

export function sendList(exchange: Exchange, resource: StoredResource, request: ResourceRequest): void {
  const { cluster, query } = exchange;
  const options = listOptions(resource, request, query, cluster.features);
  const page = pageOf(cluster.store, resource, options);
  const metadata = {
    resourceVersion: String(page.revision),
    ...(page.next === undefined ? {} : { continue: encodeContinue(page.next) }),
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
  };
  const { objects } = page;
  const encoded = inProtobuf(exchange, resource, () => cluster.protobuf.list(objects, metadata));
  if (encoded !== undefined) sendProtobuf(exchange.response, 200, encoded);
  else sendJson(exchange.response, 200, listJson(exchange, resource, objects, metadata, options));
}

function listJson(
  exchange: Exchange,
  resource: StoredResource,
  objects: readonly KubernetesObject[],
  metadata: Record<string, unknown>,
  options: ListOptions,
): string {
  const { cluster } = exchange;
  switch (wantedForm(exchange)) {
    case 'table': {
      const { table: printer } = resource;
      const now = cluster.now();
      return JSON.stringify(
        toTable({ printer, objects, include: options.include, now, metadata, withColumns: true }),
      );
    }
    case 'partial':
      return JSON.stringify({
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: objects.map(partialMetadata),
      });
    default: {
      const head = JSON.stringify({ kind: `${resource.kind}List`, apiVersion: 'v1', metadata });
      const items = objects.map((object) => cluster.json.item(object)).join(',');
      return `${head.slice(0, -1)},"items":[${items}]}`;
    }
  }
}

interface Page {
  readonly objects: readonly KubernetesObject[];
  readonly revision: number;
  readonly next: ContinueToken | undefined;
  readonly remaining: number | undefined;
}

function pageOf(store: Store, resource: StoredResource, options: ListOptions): Page {
  const start = startOf(store, resource, options);
  const matching = start.objects.filter(options.matches);
  const from = start.afterKey === undefined ? 0 : indexAfter(matching, start.afterKey);
  const to = options.limit === 0 ? matching.length : Math.min(from + options.limit, matching.length);
  const objects = matching.slice(from, to);
  const last = objects.at(-1);
  if (to === matching.length || last === undefined) {
    return { objects, revision: start.revision, next: undefined, remaining: undefined };
  }
  return {
    objects,
    revision: start.revision,
    next: { revision: start.revision, lastKey: keyOf(last.metadata.namespace, last.metadata.name) },
    remaining: options.selective ? undefined : matching.length - to,
  };
}

/** The revision that a list shows and the key it starts after. @throws StatusError 400, 410 or 504 */
function startOf(
  store: Store,
  resource: StoredResource,
  options: ListOptions,
): { objects: readonly KubernetesObject[]; revision: number; afterKey: string | undefined } {
  const collection = collectionOf(store, resource);
  const current = store.revision.current;
  if (options.continueToken !== '') {
    const token = decodeContinue(options.continueToken);
    if (token === undefined) throw badRequest('continue key is not valid');
    // Revision 0 means the current state; a 410 hands out such a token.
    const state = token.revision === 0 ? collection.list() : collection.stateAt(token.revision);
    if ('kind' in state) throw expiredContinue(encodeContinue({ revision: 0, lastKey: token.lastKey }));
    return {
      objects: state,
      revision: token.revision === 0 ? current : token.revision,
      afterKey: token.lastKey,
    };
  }
  const asked = options.resourceVersion ?? 0;
  if (asked > current) throw futureVersion(asked, current);
  if (options.resourceVersionMatch === 'Exact' && asked > 0) {
    const state = collection.stateAt(asked);
    if ('kind' in state) throw expiredVersion(asked, state.oldest);
    return { objects: state, revision: asked, afterKey: undefined };
  }
  return { objects: collection.list(), revision: current, afterKey: undefined };
}

/** Index of the first object after a key. Binary search: objects are sorted by key and may be many. */
function indexAfter(objects: readonly KubernetesObject[], key: string): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const metadata = objects[middle]?.metadata;
    if (metadata !== undefined && keyOf(metadata.namespace, metadata.name) > key) high = middle;
    else low = middle + 1;
  }
  return low;
}
