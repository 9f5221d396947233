/** Many pods without processes, for lists as long as in large clusters. */

import { defaultedSpec } from '../objects/pod-defaults.ts';
import { NODE_NAME } from '../objects/pod-lifecycle.ts';
import { timestamp } from '../objects/timestamp.ts';
import type { PodObject } from '../ports.ts';
import { NAMESPACES } from '../seed/cluster-objects.ts';
import { Random } from './random.ts';
import { pickSituation, type Situation } from './situations.ts';

const APPS = [
  'api-gateway',
  'billing',
  'cart',
  'catalog-search',
  'checkout',
  'email-worker',
  'frontend',
  'grafana-agent',
  'image-resizer',
  'inventory',
  'kafka',
  'ledger',
  'nightly-report',
  'notifications',
  'payments',
  'postgres',
  'recommendations',
  'redis',
  'session-store',
  'user-profile',
] as const;
const TIERS = ['backend', 'data', 'edge', 'jobs'] as const;
const HOUR_MS = 3_600_000;

/** `count` pods over all namespaces, deterministic for a seed. `now`: milliseconds since the epoch. */
export function syntheticPods(count: number, now: number, seed = 1): PodObject[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => syntheticPod(index, now, random));
}

function syntheticPod(index: number, now: number, random: Random): PodObject {
  const app = random.pick(APPS);
  const container = app;
  const image = `registry.example/shop/${app}:1.${random.below(40)}.${random.below(10)}`;
  const createdAt = now - Math.floor(HOUR_MS * 24 * 60 * random.next() ** 4) - 60_000;
  const startedAt = Math.min(now - 40_000, createdAt + random.below(60_000));
  const situation = pickSituation({ random, startedAt, container, image });
  const sidecar = random.below(5) === 0;
  const names = sidecar ? [container, 'envoy'] : [container];
  const hash = random.suffix(9);
  const spec = defaultedSpec(
    {
      containers: names.map((name) => ({
        name,
        image: name === 'envoy' ? 'registry.example/mesh/envoy:1.38.0' : image,
        resources: { limits: { memory: '256Mi' }, requests: { cpu: '50m', memory: '128Mi' } },
      })),
      restartPolicy: situation.once === true ? 'Never' : 'Always',
      ...(situation.scheduled ? { nodeName: NODE_NAME } : {}),
    },
    random.suffix(5),
  );
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      // The index makes names unique.
      name: `${app}-${hash}-${random.suffix(2)}${index.toString(36).padStart(3, '0')}`,
      generateName: `${app}-${hash}-`,
      namespace: NAMESPACES[index % NAMESPACES.length] ?? 'default',
      uid: uuid(random),
      generation: 1,
      creationTimestamp: timestamp(createdAt),
      labels: { app, tier: random.pick(TIERS), 'pod-template-hash': hash },
      ownerReferences: [
        {
          apiVersion: situation.once === true ? 'batch/v1' : 'apps/v1',
          kind: situation.once === true ? 'Job' : 'ReplicaSet',
          name: `${app}-${hash}`,
          uid: uuid(random),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec,
    status: syntheticStatus(situation, names, spec, startedAt, index),
  };
}

function syntheticStatus(
  situation: Situation,
  names: readonly string[],
  spec: PodObject['spec'],
  startedAt: number,
  index: number,
): Record<string, unknown> {
  const { phase, reason, message, state, lastState, ready, restartCount, scheduled } = situation;
  const podIP = `10.244.${(index >> 8) & 0xff}.${index & 0xff}`;
  const condition = (type: string, holds: boolean) => ({
    type,
    status: holds ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: timestamp(startedAt),
  });
  return {
    phase,
    ...(reason === undefined ? {} : { reason, message }),
    conditions: [
      condition('Initialized', scheduled),
      condition('Ready', ready),
      condition('ContainersReady', ready),
      condition('PodScheduled', scheduled),
    ],
    ...(scheduled
      ? { hostIP: '127.0.0.1', podIP, podIPs: [{ ip: podIP }], startTime: timestamp(startedAt) }
      : {}),
    ...(state === undefined
      ? {}
      : {
          containerStatuses: names.map((name, position) => ({
            name,
            state,
            lastState: lastState ?? {},
            ready,
            restartCount,
            image: spec.containers[position]?.image,
            imageID: '',
            started: ready,
          })),
        }),
    qosClass: 'Burstable',
  };
}

function uuid(random: Random): string {
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
}
