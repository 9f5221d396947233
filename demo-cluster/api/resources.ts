/** The resources that the demo cluster serves, as data: names, verbs, subresources, columns, selectable fields. */

import { statusOf } from '../objects/pod-status.ts';
import type { KubernetesObject, PodObject } from '../ports.ts';
import { eventTable, namespaceTable, nodeTable } from '../tables/cluster-tables.ts';
import { podTable } from '../tables/pod-table.ts';
import type { TablePrinter } from '../tables/table.ts';

export interface Subresource {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

interface ResourceNames {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly Subresource[];
}

/** Objects that are stored: they can be listed, read and watched. */
export interface StoredResource extends ResourceNames {
  readonly kept: 'namespaces' | 'nodes' | 'events' | 'pods';
  readonly table: TablePrinter;
  /** The fields of a bookmark object besides its metadata. */
  readonly emptyBody: Record<string, unknown>;
  /** Values by field name, for field selectors. */
  fields(object: KubernetesObject): Record<string, string>;
}

/** Reviews: answered and not stored. */
export interface ReviewResource extends ResourceNames {
  readonly kept: 'nothing';
}

export type Resource = StoredResource | ReviewResource;

const READ = ['get', 'list', 'watch'] as const;

const nameFields = ({ metadata }: KubernetesObject): Record<string, string> => ({
  'metadata.name': metadata.name,
  'metadata.namespace': metadata.namespace ?? '',
});

const pods: StoredResource = {
  kept: 'pods',
  group: '',
  version: 'v1',
  resource: 'pods',
  singular: 'pod',
  kind: 'Pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: [
    { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
    { name: 'ephemeralcontainers', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
    { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
    { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
    { name: 'log', kind: 'Pod', verbs: ['get'] },
    { name: 'status', kind: 'Pod', verbs: ['get'] },
  ],
  table: podTable,
  emptyBody: { spec: { containers: null }, status: {} },
  fields(object) {
    const { spec } = object as PodObject;
    const status = statusOf(object as PodObject);
    return {
      ...nameFields(object),
      'spec.nodeName': spec.nodeName ?? '',
      'spec.restartPolicy': String(spec.restartPolicy ?? ''),
      'spec.schedulerName': String(spec.schedulerName ?? ''),
      'spec.serviceAccountName': String(spec.serviceAccountName ?? ''),
      'spec.hostNetwork': String(spec.hostNetwork ?? false),
      'status.phase': status.phase ?? '',
      'status.podIP': status.podIP ?? '',
      'status.nominatedNodeName': status.nominatedNodeName ?? '',
    };
  },
};

const namespaces: StoredResource = {
  kept: 'namespaces',
  group: '',
  version: 'v1',
  resource: 'namespaces',
  singular: 'namespace',
  kind: 'Namespace',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  verbs: READ,
  subresources: [],
  table: namespaceTable,
  emptyBody: { spec: {}, status: {} },
  fields: (object) => ({
    'metadata.name': object.metadata.name,
    'status.phase': String((object.status as { phase?: string }).phase ?? ''),
  }),
};

const nodes: StoredResource = {
  kept: 'nodes',
  group: '',
  version: 'v1',
  resource: 'nodes',
  singular: 'node',
  kind: 'Node',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
  verbs: READ,
  subresources: [],
  table: nodeTable,
  emptyBody: { spec: {}, status: {} },
  fields: (object) => ({
    'metadata.name': object.metadata.name,
    'spec.unschedulable': String((object.spec as { unschedulable?: boolean }).unschedulable ?? false),
  }),
};

const events: StoredResource = {
  kept: 'events',
  group: '',
  version: 'v1',
  resource: 'events',
  singular: 'event',
  kind: 'Event',
  shortNames: ['ev'],
  categories: [],
  namespaced: true,
  verbs: READ,
  subresources: [],
  table: eventTable,
  emptyBody: { involvedObject: {}, source: {} },
  fields(object) {
    const involved = object.involvedObject as Record<string, string | undefined>;
    return {
      ...nameFields(object),
      'involvedObject.kind': involved.kind ?? '',
      'involvedObject.namespace': involved.namespace ?? '',
      'involvedObject.name': involved.name ?? '',
      'involvedObject.uid': involved.uid ?? '',
      'involvedObject.apiVersion': involved.apiVersion ?? '',
      'involvedObject.resourceVersion': involved.resourceVersion ?? '',
      'involvedObject.fieldPath': involved.fieldPath ?? '',
      reason: String(object.reason ?? ''),
      reportingComponent: String(object.reportingComponent ?? ''),
      source: (object.source as { component?: string }).component ?? '',
      type: String(object.type ?? ''),
    };
  },
};

function review(group: string, resource: string, singular: string, kind: string): ReviewResource {
  return {
    kept: 'nothing',
    group,
    version: 'v1',
    resource,
    singular,
    kind,
    shortNames: [],
    categories: [],
    namespaced: false,
    verbs: ['create'],
    subresources: [],
  };
}

export const ACCESS_REVIEW = review(
  'authorization.k8s.io',
  'selfsubjectaccessreviews',
  'selfsubjectaccessreview',
  'SelfSubjectAccessReview',
);
export const RULES_REVIEW = review(
  'authorization.k8s.io',
  'selfsubjectrulesreviews',
  'selfsubjectrulesreview',
  'SelfSubjectRulesReview',
);
export const SUBJECT_REVIEW = review(
  'authentication.k8s.io',
  'selfsubjectreviews',
  'selfsubjectreview',
  'SelfSubjectReview',
);

export const RESOURCES: readonly Resource[] = [
  events,
  namespaces,
  nodes,
  pods,
  SUBJECT_REVIEW,
  ACCESS_REVIEW,
  RULES_REVIEW,
];

/** Undefined when the cluster does not serve it. */
export function findResource(group: string, version: string, resource: string): Resource | undefined {
  return RESOURCES.find(
    (entry) => entry.group === group && entry.version === version && entry.resource === resource,
  );
}
