/** Routes each resource request to the handler of its verb. */

import { methodNotAllowed, unknownResource } from '../objects/status-error.ts';
import type { Exchange } from './exchange.ts';
import { serveLog } from './pod-streams.ts';
import { changeEphemeralContainers, changePod, createPod, deletePod, evictPod } from './pod-writes.ts';
import { findObject, sendList, sendObject } from './read.ts';
import type { ResourceRequest } from './request-info.ts';
import { findResource, type Resource, type StoredResource } from './resources.ts';
import { serveReview } from './reviews.ts';
import { serveWatch } from './watch.ts';

/** Answers all verbs except streams. @throws StatusError */
export async function serveResource(exchange: Exchange, request: ResourceRequest): Promise<void> {
  const resource = findResource(request.group, request.version, request.resource);
  if (resource === undefined || misplaced(resource, request)) throw unknownResource();
  if (resource.kept === 'nothing') {
    if (request.verb !== 'create' || request.subresource !== '') throw methodNotAllowed();
    return serveReview(exchange, resource);
  }
  if (request.subresource !== '') return serveSubresource(exchange, resource, request);
  if (!resource.verbs.includes(request.verb)) throw methodNotAllowed();
  switch (request.verb) {
    case 'get':
      return sendObject(exchange, resource, findObject(exchange.cluster.store, resource, request));
    case 'list':
      return sendList(exchange, resource, request);
    case 'watch':
      return serveWatch(exchange, resource, request);
    case 'create':
      if (request.namespace === '' || request.name !== '') throw methodNotAllowed();
      return createPod(exchange, resource, request);
    case 'delete':
      return deletePod(exchange, resource, request);
    case 'update':
    case 'patch':
      if (request.name === '') throw methodNotAllowed();
      return changePod(exchange, resource, request);
    default:
      throw methodNotAllowed();
  }
}

/** A cluster-scoped resource under a namespace, or a namespaced object without one: the path does not exist. */
function misplaced(resource: Resource, { namespace, name, verb }: ResourceRequest): boolean {
  if (resource.namespaced) return namespace === '' && name !== '' && verb !== 'list' && verb !== 'watch';
  return namespace !== '' && resource.resource !== 'namespaces';
}

async function serveSubresource(
  exchange: Exchange,
  resource: StoredResource,
  request: ResourceRequest,
): Promise<void> {
  const subresource = resource.subresources.find(({ name }) => name === request.subresource);
  if (subresource === undefined) throw unknownResource();
  if (!subresource.verbs.includes(request.verb)) throw methodNotAllowed();
  if (subresource.name === 'log') {
    const { cluster, query, response } = exchange;
    return serveLog({ cluster, resource, target: request, query, request: exchange.request, response });
  }
  if (request.verb === 'get') {
    return sendObject(exchange, resource, findObject(exchange.cluster.store, resource, request));
  }
  if (subresource.name === 'eviction') return evictPod(exchange, resource, request);
  if (subresource.name === 'ephemeralcontainers')
    return changeEphemeralContainers(exchange, resource, request);
  throw methodNotAllowed();
}
