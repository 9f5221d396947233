/** Each rule finds what it is for. */

import { describe, expect, test } from 'vitest';
import { changedExample, type Manifest } from './examples.ts';
import { findings } from './manifest-rules.ts';

describe('a pod', () => {
  const CHANGES: readonly (readonly [string, (pod: Manifest, main: Manifest) => void])[] = [
    ['mounts the token', (pod) => delete pod.automountServiceAccountToken],
    ['may run as root', (pod) => delete pod.securityContext.runAsNonRoot],
    ['runs as user or group 0', (pod) => Object.assign(pod.securityContext, { runAsGroup: 0 })],
    ['no seccomp profile', (pod) => delete pod.securityContext.seccompProfile],
    ['shares a namespace', (pod) => Object.assign(pod, { hostNetwork: true })],
    ['set environment variables', (pod) => delete pod.enableServiceLinks],
    ['is a path of the node', (pod) => Object.assign(pod.volumes[0], { hostPath: { path: '/' } })],
    ['is not mounted', (pod) => pod.volumes.push({ name: 'x', emptyDir: {} })],
    ['has no volume', (_pod, main) => main.volumeMounts.push({ name: 'x', mountPath: '/x' })],
    ['runs as root', (_pod, main) => Object.assign(main.securityContext, { runAsUser: 0 })],
    ['is privileged', (_pod, main) => Object.assign(main.securityContext, { privileged: true })],
    ['may gain privileges', (_pod, main) => delete main.securityContext.allowPrivilegeEscalation],
    ['can write to its root', (_pod, main) => delete main.securityContext.readOnlyRootFilesystem],
    ['keeps capabilities', (_pod, main) => delete main.securityContext.capabilities],
    [
      'adds capabilities',
      (_pod, main) => Object.assign(main.securityContext.capabilities, { add: ['SYS_ADMIN'] }),
    ],
    ['lacks a request or a limit', (_pod, main) => delete main.resources.limits.memory],
    ['without a fixed tag', (_pod, main) => Object.assign(main, { image: 'registry:5000/podshell:latest' })],
    ['without a fixed tag', (_pod, main) => Object.assign(main, { image: 'registry:5000/podshell' })],
    ['takes a port of the node', (_pod, main) => Object.assign(main.ports[0], { hostPort: 80 })],
    ['sets a variable twice', (_pod, main) => main.env.push({ name: 'HOST', value: '' })],
    [
      'has a secret in its environment',
      (_pod, main) => main.env.push({ name: 'X', valueFrom: { secretKeyRef: { name: 'x', key: 'x' } } }),
    ],
  ];

  test.each(CHANGES)('that %s is found', (words, change) => {
    const manifests = changedExample('defaults', 'Deployment', ({ spec }) =>
      change(spec.template.spec, spec.template.spec.containers[0]),
    );
    expect(findings(manifests)).toEqual([expect.stringContaining(words)]);
  });

  test('with a container beside it that breaks a rule is found', () => {
    const manifests = changedExample('everything', 'Deployment', ({ spec }) => {
      delete spec.template.spec.initContainers[0].resources;
    });
    expect(findings(manifests)).toEqual(['Container wait lacks a request or a limit.']);
  });
});

describe('a role', () => {
  test.each([
    ['has a wildcard', { verbs: ['*'], apiGroups: [''], resources: ['pods'] }],
    ['has a wildcard', { verbs: ['get'], apiGroups: ['*'], resources: ['pods'] }],
    ['reads secrets', { verbs: ['get'], apiGroups: [''], resources: ['secrets'] }],
    [
      'EndpointSlices than read those of its namespace',
      { verbs: ['get'], apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'] },
    ],
    ['lets any group be claimed', { verbs: ['impersonate'], apiGroups: [''], resources: ['groups'] }],
    [
      'names a group of the system',
      { verbs: ['impersonate'], apiGroups: [''], resources: ['groups'], resourceNames: ['system:masters'] },
    ],
  ])('that %s is found', (words, rule) => {
    const manifests = changedExample('proxy', 'ClusterRole', ({ rules }) => rules.push(rule));
    expect(findings(manifests)).toEqual([expect.stringContaining(words)]);
  });

  test('that changes EndpointSlices is found', () => {
    const manifests = changedExample('replicas', 'Role', ({ rules }) => rules[0].verbs.push('patch'));
    expect(findings(manifests)).toEqual([expect.stringContaining('Role podshell-peers does more')]);
  });

  test('of Kubernetes is found in a binding', () => {
    const manifests = changedExample('proxy', 'ClusterRoleBinding', (binding) => {
      binding.roleRef.name = 'cluster-admin';
      binding.subjects.push({ kind: 'User', name: 'x' });
    });
    expect(findings(manifests)).toHaveLength(2);
  });
});
