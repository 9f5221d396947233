/** Answers the paths that are not resources: health, version, discovery, OpenAPI. */

import { methodNotAllowed, notAcceptable } from '../objects/status-error.ts';
import { negotiate, type ObjectForm } from './accept.ts';
import { aggregatedDiscovery, apiGroup, apiGroups, apiResources, apiVersions } from './discovery.ts';
import type { Exchange } from './exchange.ts';
import { openApiDocument, openApiIndex } from './openapi.ts';
import { sendJson, sendText } from './reply.ts';
import type { PathRequest } from './request-info.ts';
import { VERSIONS } from './version.ts';

const DISCOVERY_FORMS: ReadonlySet<ObjectForm> = new Set(['object', 'discovery-v2', 'discovery-v2beta1']);
const PLAIN_FORMS: ReadonlySet<ObjectForm> = new Set(['object']);
const PATHS = ['/api', '/api/v1', '/apis', '/healthz', '/livez', '/openapi/v3', '/readyz', '/version'];

/** @throws StatusError 405 or 406 */
export function servePath(exchange: Exchange, { verb, path }: PathRequest): void {
  const { request, response } = exchange;
  const parts = path.split('/').filter((part) => part !== '');
  if (['healthz', 'livez', 'readyz'].includes(parts[0] ?? '')) {
    sendText(response, 200, 'ok');
    return;
  }
  const body = bodyOf(exchange, parts, request.headers.host ?? '');
  if (body === undefined) {
    sendText(response, 404, '404 page not found\n');
    return;
  }
  if (verb !== 'get' && verb !== 'head') throw methodNotAllowed();
  sendJson(response, 200, JSON.stringify(body.json), body.contentType);
}

interface PathBody {
  readonly json: object;
  readonly contentType?: string;
}

function bodyOf(exchange: Exchange, parts: readonly string[], host: string): PathBody | undefined {
  const [root, first, second, ...more] = parts;
  const { features } = exchange.cluster;
  if (more.length > 0 && root !== 'openapi') return undefined;
  switch (root) {
    case undefined:
      return { json: { paths: PATHS } };
    case 'version':
      return first === undefined ? { json: VERSIONS[features.release] } : undefined;
    case 'api':
      if (first === undefined) return discovery(exchange, true, apiVersions(host));
      return second === undefined ? found(apiResources('', first, features)) : undefined;
    case 'apis':
      if (first === undefined) return discovery(exchange, false, apiGroups(features));
      return found(second === undefined ? apiGroup(first, features) : apiResources(first, second, features));
    case 'openapi':
      if (parts.join('/') === 'openapi/v3') return { json: openApiIndex() };
      return parts.join('/') === 'openapi/v3/api/v1' ? { json: openApiDocument() } : undefined;
    default:
      return undefined;
  }
}

function found(json: object | undefined): PathBody | undefined {
  return json === undefined ? undefined : { json };
}

function discovery({ request, cluster }: Exchange, core: boolean, plain: object): PathBody {
  const { features } = cluster;
  const forms = features.aggregatedDiscovery ? DISCOVERY_FORMS : PLAIN_FORMS;
  const form = negotiate(request.headers.accept, forms);
  switch (form) {
    case 'discovery-v2':
    case 'discovery-v2beta1': {
      const version = form === 'discovery-v2' ? 'v2' : 'v2beta1';
      return {
        json: aggregatedDiscovery(core, version, features),
        contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      };
    }
    case 'object':
      return { json: plain };
    default:
      throw notAcceptable();
  }
}
