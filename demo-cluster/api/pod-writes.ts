/** Answers writes to pods: create, delete, evict, update, patch, and ephemeral containers. */

import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../objects/json-object.ts';
import { mergePatch, type Patch, strategicMergePatch } from '../objects/patch.ts';
import { defaultedEphemeral } from '../objects/pod-defaults.ts';
import { nameSuffix } from '../objects/pod-lifecycle.ts';
import { containerCauses, textMapCauses, validatedPod } from '../objects/pod-validation.ts';
import { badRequest, conflict, invalid, type StatusCause } from '../objects/status-error.ts';
import type { ContainerSpec, PodObject } from '../ports.ts';
import { mediaType, readBody, readObject, readOptionalObject } from './body.ts';
import type { Exchange } from './exchange.ts';
import { decodePod } from './protobuf/decode-pod.ts';
import { PROTOBUF } from './protobuf/envelope.ts';
import { findObject, sendObject } from './read.ts';
import { sendJson } from './reply.ts';
import type { ResourceRequest } from './request-info.ts';
import type { StoredResource } from './resources.ts';

const PATCHES: ReadonlyMap<string, Patch> = new Map([
  ['application/strategic-merge-patch+json', strategicMergePatch],
  ['application/merge-patch+json', mergePatch],
]);

type PodWrite = (exchange: Exchange, resource: StoredResource, request: ResourceRequest) => Promise<void>;

export const createPod: PodWrite = async (exchange, resource, request) => {
  refuseDryRun(exchange);
  const body = await readPod(exchange);
  const pod = validatedPod(body, request.namespace, nameSuffix);
  sendObject(exchange, resource, exchange.cluster.pods.create(pod), 201);
};

/** In protobuf as well, as `kubectl debug --copy-to` sends it. */
async function readPod({ request }: Exchange): Promise<Record<string, unknown>> {
  return mediaType(request) === PROTOBUF ? decodePod(await readBody(request)) : readObject(request);
}

/** `kubectl drain` asks so: nothing in this cluster keeps a pod from being evicted. */
export const evictPod: PodWrite = async (exchange, resource, request) => {
  refuseDryRun(exchange);
  const body = await readObject(exchange.request);
  if (body.kind !== 'Eviction') {
    throw badRequest(
      `no kind "${String(body.kind ?? '')}" is registered for version "policy/v1" in this path`,
    );
  }
  findObject(exchange.cluster.store, resource, request);
  const { gracePeriodSeconds } = isRecord(body.deleteOptions) ? body.deleteOptions : {};
  exchange.cluster.pods.delete(request.namespace, request.name, {
    graceSeconds: graceSeconds(gracePeriodSeconds, exchange.query),
  });
  const success = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
  sendJson(exchange.response, 201, JSON.stringify(success));
};

export const deletePod: PodWrite = async (exchange, resource, request) => {
  refuseDryRun(exchange);
  const options = await readOptionalObject(exchange.request);
  if (Array.isArray(options.dryRun) && options.dryRun.length > 0) throw dryRunRefusal();
  const preconditions = isRecord(options.preconditions) ? options.preconditions : {};
  const pod = exchange.cluster.pods.delete(request.namespace, request.name, {
    graceSeconds: graceSeconds(options.gracePeriodSeconds, exchange.query),
    uid: typeof preconditions.uid === 'string' ? preconditions.uid : undefined,
    resourceVersion:
      typeof preconditions.resourceVersion === 'string' ? preconditions.resourceVersion : undefined,
  });
  sendObject(exchange, resource, pod);
};

/** PUT or PATCH of a pod: only its labels and annotations may change. */
export const changePod: PodWrite = async (exchange, resource, request) => {
  const { current, wanted } = await readChange(exchange, resource, request);
  const metadata = isRecord(wanted.metadata) ? wanted.metadata : {};
  const causes = [
    ...textMapCauses('metadata.labels', metadata.labels),
    ...textMapCauses('metadata.annotations', metadata.annotations),
  ];
  if (!isDeepStrictEqual(wanted.spec, current.spec)) {
    causes.push({
      reason: 'FieldValueForbidden',
      field: 'spec',
      message: 'Forbidden: pod updates may not change fields of the spec in this cluster',
    });
  }
  refuse(current, causes);
  const { labels: _labels, annotations: _annotations, ...kept } = current.metadata;
  const changed = exchange.cluster.pods.replace({
    ...current,
    metadata: {
      ...kept,
      ...(isRecord(metadata.labels) ? { labels: metadata.labels as Record<string, string> } : {}),
      ...(isRecord(metadata.annotations)
        ? { annotations: metadata.annotations as Record<string, string> }
        : {}),
    },
  });
  sendObject(exchange, resource, changed);
};

/** PUT or PATCH of `ephemeralcontainers`: containers may be added, never changed or removed. */
export const changeEphemeralContainers: PodWrite = async (exchange, resource, request) => {
  const { current, wanted } = await readChange(exchange, resource, request);
  const spec = isRecord(wanted.spec) ? wanted.spec : {};
  const list: unknown = spec.ephemeralContainers ?? [];
  if (!Array.isArray(list)) throw badRequest('spec.ephemeralContainers must be a list');
  const before = current.spec.ephemeralContainers ?? [];
  refuse(current, ephemeralCauses(current, list));
  const containers = (list as ContainerSpec[]).map(
    (container) => before.find(({ name }) => name === container.name) ?? defaultedEphemeral(container),
  );
  const changed = exchange.cluster.pods.replace({
    ...current,
    spec: { ...current.spec, ephemeralContainers: containers },
  });
  sendObject(exchange, resource, changed);
};

type Cause = Required<StatusCause>;

function ephemeralCauses(pod: PodObject, list: readonly unknown[]): Cause[] {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const targets = [...containers, ...initContainers].map(({ name }) => name);
  const names = new Set(targets);
  const causes: Cause[] = [];
  for (const [index, container] of list.entries()) {
    const field = `spec.ephemeralContainers[${index}]`;
    causes.push(...containerCauses(field, container, names));
    if (!isRecord(container)) continue;
    const known = ephemeralContainers.find(({ name }) => name === container.name);
    if (known !== undefined && !isDeepStrictEqual(defaultedEphemeral(container as ContainerSpec), known)) {
      const message = 'Forbidden: existing ephemeral containers may not be changed';
      causes.push({ reason: 'FieldValueForbidden', field, message });
    }
    const target = container.targetContainerName;
    if (typeof target === 'string' && target !== '' && !targets.includes(target)) {
      const message = `Not found: ${JSON.stringify(target)}`;
      causes.push({ reason: 'FieldValueNotFound', field: `${field}.targetContainerName`, message });
    }
  }
  for (const { name } of ephemeralContainers) {
    if (list.some((container) => isRecord(container) && container.name === name)) continue;
    const message = `Forbidden: existing ephemeral containers "${name}" may not be removed`;
    causes.push({ reason: 'FieldValueForbidden', field: 'spec.ephemeralContainers', message });
  }
  return causes;
}

async function readChange(
  exchange: Exchange,
  resource: StoredResource,
  request: ResourceRequest,
): Promise<{ current: PodObject; wanted: Record<string, unknown> }> {
  refuseDryRun(exchange);
  const patch = PATCHES.get(mediaType(exchange.request));
  const accepted = request.verb === 'patch' ? [...PATCHES.keys()] : ['application/json'];
  const body = await readObject(exchange.request, accepted);
  const current = findObject(exchange.cluster.store, resource, request) as PodObject;
  const wanted = request.verb === 'patch' && patch !== undefined ? patch(current, body) : body;
  if (!isRecord(wanted)) throw badRequest('the patched object is not an object');
  const metadata = isRecord(wanted.metadata) ? wanted.metadata : {};
  const version = metadata.resourceVersion;
  if (version !== undefined && version !== '' && version !== current.metadata.resourceVersion) {
    throw conflict(
      { group: '', resource: resource.resource, name: request.name },
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
  return { current, wanted };
}

function refuse(pod: PodObject, causes: readonly Cause[]): void {
  if (causes.length > 0) throw invalid({ group: '', kind: 'Pod' }, pod.metadata.name, causes);
}

function graceSeconds(option: unknown, query: URLSearchParams): number | undefined {
  const text = query.get('gracePeriodSeconds') ?? '';
  const value = option ?? (text === '' ? undefined : Number(text));
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw badRequest('gracePeriodSeconds must be a whole number');
  }
  // As in Kubernetes, a negative period counts as one second.
  return value < 0 ? 1 : value;
}

function refuseDryRun({ query }: Exchange): void {
  if ((query.get('dryRun') ?? '') !== '') throw dryRunRefusal();
}

const dryRunRefusal = () => badRequest('the demo cluster does not support dryRun');
