/** API discovery: the groups, versions and resources, in the aggregated form and in the older one. */

import type { Features } from '../release.ts';
import { RESOURCES, type Resource, SUBJECT_REVIEW } from './resources.ts';

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

const served = ({ subjectReviews }: Features): Resource[] =>
  RESOURCES.filter((resource) => subjectReviews || resource !== SUBJECT_REVIEW);

const groupVersions = (features: Features): readonly GroupVersion[] => [
  ...new Map(
    served(features).map(({ group, version }) => [`${group}/${version}`, { group, version }] as const),
  ).values(),
];

const versionName = ({ group, version }: GroupVersion): string =>
  group === '' ? version : `${group}/${version}`;

const resourcesOf = ({ group, version }: GroupVersion, features: Features): Resource[] =>
  served(features).filter((resource) => resource.group === group && resource.version === version);

/** `GET /api`. `address` is the server's address for clients. */
export function apiVersions(address: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** `GET /apis`. */
export function apiGroups(features: Features): object {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupVersions(features)
      .filter(({ group }) => group !== '')
      .map(groupEntry),
  };
}

/** `GET /apis/{group}`; undefined when there is no such group. */
export function apiGroup(group: string, features: Features): object | undefined {
  const found = groupVersions(features).find((entry) => entry.group === group && group !== '');
  return found === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(found) };
}

function groupEntry(entry: GroupVersion) {
  const version = { groupVersion: versionName(entry), version: entry.version };
  return { name: entry.group, versions: [version], preferredVersion: version };
}

/** `GET /api/v1` and `GET /apis/{group}/{version}`; undefined when there is no such version. */
export function apiResources(group: string, version: string, features: Features): object | undefined {
  const resources = resourcesOf({ group, version }, features);
  if (resources.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: versionName({ group, version }),
    resources: resources.flatMap((resource) => [
      {
        name: resource.resource,
        singularName: resource.singular,
        namespaced: resource.namespaced,
        kind: resource.kind,
        verbs: resource.verbs,
        ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
        ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
      },
      ...resource.subresources.map(({ name, kind, verbs }) => ({
        name: `${resource.resource}/${name}`,
        singularName: '',
        namespaced: resource.namespaced,
        kind,
        verbs,
      })),
    ]),
  };
}

/** Aggregated discovery of `/api` (`core`) or `/apis`. `version` is the version of the discovery API. */
export function aggregatedDiscovery(core: boolean, version: 'v2' | 'v2beta1', features: Features): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groupVersions(features)
      .filter(({ group }) => (group === '') === core)
      .map((entry) => ({
        metadata: entry.group === '' ? {} : { name: entry.group },
        versions: [
          {
            version: entry.version,
            resources: resourcesOf(entry, features).map(aggregatedResource),
            freshness: 'Current',
          },
        ],
      })),
  };
}

function aggregatedResource(resource: Resource): object {
  const { group, version, kind } = resource;
  return {
    resource: resource.resource,
    responseKind: { group, version, kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    ...(resource.subresources.length === 0
      ? {}
      : {
          subresources: resource.subresources.map((subresource) => ({
            subresource: subresource.name,
            responseKind: { group, version, kind: subresource.kind },
            verbs: subresource.verbs,
          })),
        }),
  };
}
