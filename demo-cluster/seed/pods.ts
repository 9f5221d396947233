/** The manifests of the demo cluster's pods. */

import type { ContainerSpec, PodObject } from '../ports.ts';

const DEBIAN = 'docker.io/library/debian:13';
const BUSYBOX = 'docker.io/library/busybox:1.37';
const DISTROLESS = 'gcr.io/distroless/static-debian13';
const CRASH = 'registry.example/crash:1';

const TICK = 'i=0; while true; do echo tick $i; i=$((i+1)); sleep 10; done';
const SLEEP = ['sleep', '1000000'];

interface Manifest {
  readonly name: string;
  readonly namespace: string;
  readonly containers: ContainerSpec[];
  readonly initContainers?: ContainerSpec[];
  readonly annotations?: Record<string, string>;
  readonly nodeSelector?: Record<string, string>;
}

const MANIFESTS: readonly Manifest[] = [
  {
    name: 'debian',
    namespace: 'team-a',
    containers: [{ name: 'debian', image: DEBIAN, command: ['sh', '-c', TICK] }],
  },
  {
    name: 'busybox',
    namespace: 'team-a',
    containers: [{ name: 'busybox', image: BUSYBOX, command: SLEEP }],
  },
  {
    name: 'distroless',
    namespace: 'team-a',
    containers: [{ name: 'app', image: DISTROLESS }],
  },
  {
    name: 'multi',
    namespace: 'team-a',
    annotations: { 'kubectl.kubernetes.io/default-container': 'web' },
    initContainers: [{ name: 'init', image: BUSYBOX, command: ['sh', '-c', 'echo init done'] }],
    containers: [
      { name: 'sidecar', image: BUSYBOX, command: SLEEP },
      { name: 'web', image: DEBIAN, command: SLEEP },
    ],
  },
  {
    name: 'crashloop',
    namespace: 'team-a',
    containers: [{ name: 'crash', image: CRASH, command: ['sh', '-c', 'echo about to fail; exit 1'] }],
  },
  {
    name: 'pending',
    namespace: 'team-a',
    containers: [{ name: 'debian', image: DEBIAN, command: SLEEP }],
    nodeSelector: { 'no-such': 'label' },
  },
  {
    name: 'debian',
    namespace: 'team-b',
    containers: [{ name: 'debian', image: DEBIAN, command: ['sh', '-c', TICK] }],
  },
];

/** The seed pods, in order of creation. */
export function seedPods(): PodObject[] {
  return MANIFESTS.map(({ name, namespace, annotations, ...spec }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: { app: name },
      ...(annotations === undefined ? {} : { annotations }),
    },
    spec: { ...spec, terminationGracePeriodSeconds: 1 },
    status: {},
  }));
}
