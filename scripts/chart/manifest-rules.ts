/** What a security team asks of the objects, beyond their schemas. */

import type { Manifest } from './examples.ts';
import { replicaFindings } from './replica-rules.ts';

/** Roles of Kubernetes that would give Podshell rights over users' objects. */
const FOREIGN_ROLES = ['cluster-admin', 'admin', 'edit', 'view'];

const ROLE_KINDS = ['Role', 'ClusterRole'];

/** Everything that breaks a rule, one sentence each; empty if nothing does. */
export function findings(manifests: readonly Manifest[]): readonly string[] {
  const each = manifests.flatMap((manifest) => {
    if (manifest.kind === 'Deployment') return podFindings(manifest.spec.template.spec);
    if (ROLE_KINDS.includes(manifest.kind)) return roleFindings(manifest);
    if (manifest.kind.endsWith('RoleBinding')) return bindingFindings(manifest);
    return [];
  });
  return [...each, ...replicaFindings(manifests)];
}

function podFindings(pod: Manifest): string[] {
  const context = pod.securityContext ?? {};
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  return [
    ...broken([
      [
        pod.automountServiceAccountToken === false,
        'The pod mounts the token of its service account by itself.',
      ],
      [context.runAsNonRoot === true, 'The pod may run as root.'],
      [context.runAsUser !== 0 && context.runAsGroup !== 0, 'The pod runs as user or group 0.'],
      [context.seccompProfile?.type === 'RuntimeDefault', 'The pod has no seccomp profile.'],
      [!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, 'The pod shares a namespace of its node.'],
      [pod.enableServiceLinks === false, 'Services of the namespace set environment variables.'],
    ]),
    ...(pod.volumes ?? [])
      .filter((volume: Manifest) => volume.hostPath !== undefined)
      .map(({ name }: Manifest) => `Volume ${name} is a path of the node.`),
    ...containers.flatMap(containerFindings),
    ...mountFindings(pod, containers),
  ];
}

function containerFindings(container: Manifest): string[] {
  const context = container.securityContext ?? {};
  const { requests = {}, limits = {} } = container.resources ?? {};
  const names = (container.env ?? []).map(({ name }: Manifest) => name);
  return broken([
    [context.runAsUser !== 0, 'runs as root'],
    [context.privileged !== true, 'is privileged'],
    [context.allowPrivilegeEscalation === false, 'may gain privileges'],
    [context.readOnlyRootFilesystem === true, 'can write to its root'],
    [context.capabilities?.drop?.includes('ALL'), 'keeps capabilities'],
    [(context.capabilities?.add ?? []).length === 0, 'adds capabilities'],
    [requests.cpu && requests.memory && limits.cpu && limits.memory, 'lacks a request or a limit'],
    [isPinned(container.image), 'has an image without a fixed tag'],
    [
      (container.ports ?? []).every(({ hostPort }: Manifest) => hostPort === undefined),
      'takes a port of the node',
    ],
    [new Set(names).size === names.length, 'sets a variable twice'],
    [
      (container.env ?? []).every(({ valueFrom }: Manifest) => valueFrom?.secretKeyRef === undefined),
      'has a secret in its environment',
    ],
  ]).map((what) => `Container ${container.name} ${what}.`);
}

function mountFindings(pod: Manifest, containers: readonly Manifest[]): string[] {
  const volumes: readonly string[] = (pod.volumes ?? []).map(({ name }: Manifest) => name);
  const mounted: readonly string[] = containers.flatMap(({ volumeMounts = [] }: Manifest) =>
    volumeMounts.map(({ name }: Manifest) => name),
  );
  return [
    ...mounted.filter((name) => !volumes.includes(name)).map((name) => `Mount ${name} has no volume.`),
    ...volumes.filter((name) => !mounted.includes(name)).map((name) => `Volume ${name} is not mounted.`),
  ];
}

function roleFindings({ kind, metadata, rules }: Manifest): string[] {
  const ruleFindings = rules.flatMap((rule: Manifest) => {
    const { apiGroups, resources, verbs, resourceNames = [] } = rule;
    const claimsGroups =
      resources.includes('groups') && verbs.some((verb: string) => verb.startsWith('impersonate'));
    return broken([
      [![apiGroups, resources, verbs].flat().some((word: string) => word.includes('*')), 'has a wildcard'],
      [!resources.includes('secrets'), 'reads secrets'],
      [
        !resources.includes('endpointslices') ||
          (kind === 'Role' && verbs.every((verb: string) => ['get', 'list', 'watch'].includes(verb))),
        'does more with EndpointSlices than read those of its namespace',
      ],
      [!claimsGroups || resourceNames.length > 0, 'lets any group be claimed'],
      [!resourceNames.some((name: string) => name.startsWith('system:')), 'names a group of the system'],
    ]);
  });
  return ruleFindings.map((what: string) => `Role ${metadata.name} ${what}.`);
}

function bindingFindings({ metadata, roleRef, subjects }: Manifest): string[] {
  return broken([
    [!FOREIGN_ROLES.includes(roleRef.name), 'gives a role of Kubernetes'],
    [
      subjects.every(({ kind }: Manifest) => kind === 'ServiceAccount'),
      'gives rights to others than Podshell',
    ],
  ]).map((what) => `Binding ${metadata.name} ${what}.`);
}

function isPinned(image: string): boolean {
  const [, tag = ''] = /:([^:/@]+)$/.exec(image.split('@')[0] ?? '') ?? [];
  return image.includes('@sha256:') || (tag !== '' && tag !== 'latest');
}

/** The sentences whose condition does not hold. */
function broken(rules: readonly (readonly [unknown, string])[]): string[] {
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}
