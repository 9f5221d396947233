/** What the API server checks before a pod's exec, attach or log request reaches the kubelet. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from '../access/users.ts';
import { badRequest, forbidden, invalid } from '../objects/status-error.ts';
import type { PodObject, StreamRequest } from '../ports.ts';
import type { Cluster } from './exchange.ts';
import { findObject } from './read.ts';
import type { ResourceRequest } from './request-info.ts';
import type { StoredResource } from './resources.ts';

export interface StreamInput {
  readonly cluster: Cluster;
  readonly user: User;
  readonly resource: StoredResource;
  readonly target: ResourceRequest;
  readonly kind: 'exec' | 'attach';
  readonly message: IncomingMessage;
  readonly query: URLSearchParams;
  readonly answer: StreamRequest['answer'];
}

/** Checks the request in the order of the real server, then hands it to the kubelet. @throws StatusError */
export function serveStream(input: StreamInput): void {
  const { cluster, resource, target, kind, message, query, answer } = input;
  if (answer.kind === 'upgrade') requireCreate(input);
  const pod = findObject(cluster.store, resource, target) as PodObject;
  const container = containerOf(pod, query);
  if (pod.spec.nodeName === undefined) {
    throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  }
  const resolved = new URLSearchParams(query);
  resolved.set('container', container);
  cluster.kubelet.serveStream(kind, pod, { message, query: resolved, answer });
}

export interface LogInput {
  readonly cluster: Cluster;
  readonly resource: StoredResource;
  readonly target: ResourceRequest;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** @throws StatusError */
export function serveLog({ cluster, resource, target, query, request, response }: LogInput): void {
  checkLogOptions(target.name, query);
  const pod = findObject(cluster.store, resource, target) as PodObject;
  const resolved = new URLSearchParams(query);
  resolved.set('container', containerOf(pod, query));
  if (pod.spec.nodeName === undefined) response.writeHead(204).end();
  else cluster.kubelet.serveLog(pod, resolved, request, response);
}

/** An exec over WebSocket is a GET that acts as a create, so it needs both verbs. The refusal gives no cause. */
function requireCreate({ cluster, user, target }: StreamInput): void {
  const { group, resource, subresource, namespace, name } = target;
  const attributes = {
    kind: 'resource',
    verb: 'create',
    group,
    resource,
    subresource,
    namespace,
    name,
  } as const;
  if (cluster.authorizer.decide(user, attributes).allowed) return;
  throw forbidden({ group, resource, name }, '', false);
}

/** The container of the request. Only kubectl reads the default-container annotation; the server ignores it. */
function containerOf(pod: PodObject, query: URLSearchParams): string {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  const names = [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => name);
  const wanted = query.get('container') ?? '';
  if (wanted !== '') {
    if (!names.includes(wanted)) {
      throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
    }
    return wanted;
  }
  const [only, ...others] = containers;
  if (only !== undefined && others.length === 0) return only.name;
  throw badRequest(
    `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]`,
  );
}

const LOG_NUMBERS: Readonly<Record<string, number>> = { tailLines: 0, limitBytes: 1, sinceSeconds: 1 };

function checkLogOptions(podName: string, query: URLSearchParams): void {
  const causes = Object.entries(LOG_NUMBERS).flatMap(([field, least]) => {
    const text = query.get(field) ?? '';
    if (text === '') return [];
    if (!/^-?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
    if (Number(text) >= least) return [];
    const message = `Invalid value: ${text}: must be greater than ${least === 0 ? 'or equal to 0' : '0'}`;
    return [{ reason: 'FieldValueInvalid', field, message }];
  });
  if (causes.length > 0) throw invalid({ group: '', kind: 'PodLogOptions' }, podName, causes);
}
