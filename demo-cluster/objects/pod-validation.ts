/** Validates pods before they are stored. */

import type { PodObject } from '../ports.ts';
import { isRecord } from './json-object.ts';
import { badRequest, invalid, type StatusCause } from './status-error.ts';

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must " +
  "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end " +
  "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

type Cause = Required<StatusCause>;

/**
 * Validates a request body and returns it as a pod with its final name and namespace. `random` returns five
 * characters for `generateName`.
 * @throws StatusError 400 or 422
 */
export function validatedPod(
  body: Record<string, unknown>,
  namespace: string,
  random: () => string,
): PodObject {
  if (body.kind !== 'Pod' || body.apiVersion !== 'v1') {
    throw badRequest(
      `no kind "${String(body.kind ?? '')}" is registered for version "${String(body.apiVersion ?? '')}" in this path`,
    );
  }
  const metadata = isRecord(body.metadata) ? body.metadata : {};
  if (metadata.namespace !== undefined && metadata.namespace !== '' && metadata.namespace !== namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
  const generateName = typeof metadata.generateName === 'string' ? metadata.generateName : '';
  const name =
    typeof metadata.name === 'string' && metadata.name !== ''
      ? metadata.name
      : generateName === ''
        ? ''
        : `${generateName}${random()}`;
  const causes = [
    ...nameCauses(name),
    ...textMapCauses('metadata.labels', metadata.labels),
    ...textMapCauses('metadata.annotations', metadata.annotations),
    ...specCauses(body.spec),
  ];
  if (causes.length > 0) throw invalid({ group: '', kind: 'Pod' }, name, causes);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name, namespace },
    spec: body.spec as PodObject['spec'],
    status: {},
  };
}

const required = (field: string, message: string): Cause => ({
  reason: 'FieldValueRequired',
  field,
  message: message === '' ? 'Required value' : `Required value: ${message}`,
});

const invalidValue = (field: string, value: unknown, message: string): Cause => ({
  reason: 'FieldValueInvalid',
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${message}`,
});

function nameCauses(name: string): Cause[] {
  if (name === '') return [required('metadata.name', 'name or generateName is required')];
  return DNS_SUBDOMAIN.test(name) && name.length <= 253
    ? []
    : [invalidValue('metadata.name', name, SUBDOMAIN_RULE)];
}

/** Labels and annotations must be an object of strings, or missing. */
export function textMapCauses(field: string, value: unknown): Cause[] {
  if (value === undefined || value === null) return [];
  const good = isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string');
  return good ? [] : [invalidValue(field, value, 'must be an object of strings')];
}

function specCauses(spec: unknown): Cause[] {
  if (!isRecord(spec)) return [required('spec.containers', '')];
  const lists = ['initContainers', 'containers'].map((list) => ({
    field: `spec.${list}`,
    value: spec[list],
  }));
  const causes: Cause[] = [];
  if (!Array.isArray(spec.containers) || spec.containers.length === 0) {
    causes.push(required('spec.containers', ''));
  }
  const names = new Set<string>();
  for (const { field, value } of lists) {
    if (value === undefined || value === null) continue;
    if (!Array.isArray(value)) causes.push(invalidValue(field, value, 'must be a list'));
    else
      value.forEach((entry, index) => {
        causes.push(...containerCauses(`${field}[${index}]`, entry, names));
      });
  }
  if (spec.ephemeralContainers !== undefined) {
    const message = 'Forbidden: cannot be set on create';
    causes.push({ reason: 'FieldValueForbidden', field: 'spec.ephemeralContainers', message });
  }
  return causes;
}

/** The errors of one container. `names` holds the names of earlier containers; this one's is added. */
export function containerCauses(field: string, container: unknown, names: Set<string>): Cause[] {
  if (!isRecord(container)) return [invalidValue(field, container, 'must be an object')];
  const causes: Cause[] = [];
  const { name, image } = container;
  if (typeof name !== 'string' || name === '') causes.push(required(`${field}.name`, ''));
  else if (!DNS_LABEL.test(name)) causes.push(invalidValue(`${field}.name`, name, LABEL_RULE));
  else if (names.has(name)) {
    const message = `Duplicate value: ${JSON.stringify(name)}`;
    causes.push({ reason: 'FieldValueDuplicate', field: `${field}.name`, message });
  } else names.add(name);
  if (typeof image !== 'string' || image === '') causes.push(required(`${field}.image`, ''));
  for (const list of ['command', 'args'] as const) {
    const value = container[list];
    if (value !== undefined && !(Array.isArray(value) && value.every((entry) => typeof entry === 'string'))) {
      causes.push(invalidValue(`${field}.${list}`, value, 'must be a list of strings'));
    }
  }
  return causes;
}
