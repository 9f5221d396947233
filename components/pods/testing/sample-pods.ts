/** Pods for tests: complete objects from the fields that a test sets, and arbitrary pods. */

import fc from 'fast-check';
import type { Container, ContainerDetail, Pod, PodDetail } from '#protocol/api.ts';

/** A running container; `fields` overrides its fields. */
export function sampleContainer(fields: Partial<Container> = {}): Container {
  return {
    name: 'main',
    kind: 'regular',
    image: 'debian:13',
    state: 'running',
    reason: '',
    message: '',
    ready: true,
    restartCount: 0,
    startedAt: '2026-01-01T00:00:10Z',
    exitCode: null,
    lastExit: null,
    ...fields,
  };
}

/** The same with what a pod's page shows. */
export function sampleContainerDetail(fields: Partial<ContainerDetail> = {}): ContainerDetail {
  return {
    ...sampleContainer(),
    ports: [],
    requests: {},
    limits: {},
    env: [],
    envFrom: [],
    mounts: [],
    probes: [],
    ...fields,
  };
}

/** A running pod with one container; `fields` overrides its fields. */
export function samplePod(fields: Partial<Pod> = {}): Pod {
  const name = fields.name ?? 'debian';
  return {
    namespace: 'team-a',
    name,
    uid: `uid-of-${fields.namespace ?? 'team-a'}-${name}`,
    status: 'Running',
    phase: 'Running',
    statusMessage: '',
    readyContainers: 1,
    totalContainers: 1,
    restarts: 0,
    lastRestartAt: null,
    createdAt: '2026-01-01T00:00:00Z',
    node: 'node-1',
    ip: '10.0.0.1',
    labels: {},
    defaultContainer: 'main',
    os: 'linux',
    owner: null,
    containers: [sampleContainer()],
    ...fields,
  };
}

/** The details of a running pod; `fields` overrides its fields. */
export function sampleDetail(fields: Partial<PodDetail> = {}): PodDetail {
  return {
    ...samplePod(),
    containers: [sampleContainerDetail()],
    serviceAccount: 'default',
    volumes: [],
    annotations: {},
    conditions: [],
    events: [],
    exec: { allowed: true, detail: '' },
    ...fields,
  };
}

/** Arbitrary pods from few names, statuses and numbers, so that ties and duplicates occur. */
export const anyPod: fc.Arbitrary<Pod> = fc
  .record({
    uid: fc.integer({ min: 0, max: 15 }).map((number) => `uid-${number}`),
    namespace: fc.constantFrom('team-a', 'team-b', 'kube-system'),
    name: fc.constantFrom('web', 'web-1', 'api', 'db-0'),
    status: fc.constantFrom('Running', 'Pending', 'CrashLoopBackOff', 'Completed', 'Terminating', 'Init:0/2'),
    node: fc.constantFrom('', 'node-1', 'node-2'),
    restarts: fc.integer({ min: 0, max: 3 }),
    lastRestartAt: fc.constant(null),
    readyContainers: fc.integer({ min: 0, max: 2 }),
    createdAt: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
  })
  .map((fields) => samplePod({ ...fields, totalContainers: 2 }));
