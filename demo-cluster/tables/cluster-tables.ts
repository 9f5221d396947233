/** `kubectl get namespaces`, `nodes` and `events`. */

import type { KubernetesObject } from '../ports.ts';
import { ageOf } from './duration.ts';
import { ageColumn, column, nameColumn, type TablePrinter } from './table.ts';

const NONE = '<none>';

/** The value at a path of field names as a string; empty if there is none. */
function text(object: unknown, ...path: string[]): string {
  let value = object;
  for (const field of path) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}

export const namespaceTable: TablePrinter = {
  columns: [nameColumn(), column('Status', 'Phase of the namespace.'), ageColumn()],
  cells: (object, now) => [
    object.metadata.name,
    text(object, 'status', 'phase'),
    ageOf(object.metadata.creationTimestamp, now),
  ],
};

export const nodeTable: TablePrinter = {
  columns: [
    nameColumn(),
    column('Status', 'Whether the node takes pods.'),
    column('Roles', 'Roles of the node.'),
    ageColumn(),
    column('Version', 'Version of the kubelet.'),
    column('Internal-IP', 'Address inside the cluster.', { wide: true }),
    column('External-IP', 'Address outside the cluster.', { wide: true }),
    column('OS-Image', 'Operating system.', { wide: true }),
    column('Kernel-Version', 'Kernel of the node.', { wide: true }),
    column('Container-Runtime', 'Runtime and its version.', { wide: true }),
  ],
  cells: (object, now) => [
    object.metadata.name,
    conditionHolds(object, 'Ready') ? 'Ready' : 'NotReady',
    rolesOf(object),
    ageOf(object.metadata.creationTimestamp, now),
    text(object, 'status', 'nodeInfo', 'kubeletVersion'),
    addressOf(object, 'InternalIP'),
    addressOf(object, 'ExternalIP'),
    text(object, 'status', 'nodeInfo', 'osImage'),
    text(object, 'status', 'nodeInfo', 'kernelVersion'),
    text(object, 'status', 'nodeInfo', 'containerRuntimeVersion'),
  ],
};

export const eventTable: TablePrinter = {
  columns: [
    column('Last Seen', 'Time since the event was last seen.'),
    column('Type', 'Normal or Warning.'),
    column('Reason', 'Why it happened, in one word.'),
    column('Object', 'What it is about.'),
    column('Subobject', 'Part of the object.', { wide: true }),
    column('Source', 'Who reported it.', { wide: true }),
    column('Message', 'What happened.'),
    column('First Seen', 'Time since the event was first seen.', { wide: true }),
    column('Count', 'How often it was seen.', { wide: true, type: 'integer', format: 'int32' }),
    { ...nameColumn(), priority: 1 },
  ],
  cells: (object, now) => [
    ageOf(text(object, 'lastTimestamp') || undefined, now),
    text(object, 'type'),
    text(object, 'reason'),
    `${text(object, 'involvedObject', 'kind').toLowerCase()}/${text(object, 'involvedObject', 'name')}`,
    text(object, 'involvedObject', 'fieldPath'),
    text(object, 'source', 'component'),
    text(object, 'message').trim(),
    ageOf(text(object, 'firstTimestamp') || undefined, now),
    Number(text(object, 'count') || '1'),
    object.metadata.name,
  ],
};

function conditionHolds(object: KubernetesObject, type: string): boolean {
  const { conditions } = object.status as { conditions?: { type: string; status: string }[] };
  return conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

function addressOf(object: KubernetesObject, type: string): string {
  const { addresses } = object.status as { addresses?: { type: string; address: string }[] };
  return addresses?.find((address) => address.type === type)?.address ?? NONE;
}

function rolesOf(object: KubernetesObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(object.metadata.labels ?? {})
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length));
  return roles.length === 0 ? NONE : roles.join(',');
}
