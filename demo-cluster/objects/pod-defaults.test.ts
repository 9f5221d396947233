import { describe, expect, test } from 'vitest';
import type { PodObject } from '../ports.ts';
import { recordedPods } from '../testing/recordings.ts';
import { defaultedSpec } from './pod-defaults.ts';

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const pods = recordedPods().filter(({ metadata }) => metadata.annotations?.[APPLIED] !== undefined);

/** Drops expected differences: node name, containers added later, the config map of another distribution. */
function comparable(spec: PodObject['spec']): unknown {
  const { nodeName: _node, ephemeralContainers: _added, volumes, ...rest } = structuredClone(spec);
  for (const volume of volumes as { projected: { sources: { configMap?: { name: string } }[] } }[]) {
    volume.projected.sources = volume.projected.sources.filter(
      ({ configMap }) => configMap?.name !== 'openshift-service-ca.crt',
    );
  }
  return { ...rest, volumes };
}

describe('defaults', () => {
  test.each(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod] as const))(
    'of %s are those of the real cluster',
    (_name, pod) => {
      const applied = JSON.parse(pod.metadata.annotations?.[APPLIED] ?? '') as PodObject;
      const [volume] = pod.spec.volumes as { name: string }[];
      const suffix = volume?.name.replace('kube-api-access-', '') ?? '';
      const spec = defaultedSpec(applied.spec, suffix);
      expect(comparable(spec)).toEqual(comparable(pod.spec));
      expect(Object.keys(spec)).toEqual(
        Object.keys(pod.spec).filter((field) => field !== 'nodeName' && field !== 'ephemeralContainers'),
      );
    },
  );

  test('add nothing twice to a copy of a pod, and its volume to a container more', () => {
    const first = defaultedSpec({ containers: [{ name: 'app', image: 'a:1' }] }, 'aaaaa');
    const more = { name: 'debugger', image: 'b:1' };
    const copy = defaultedSpec({ ...first, containers: [...first.containers, more] }, 'bbbbb');
    expect({ ...copy, containers: copy.containers.slice(0, 1) }).toEqual(first);
    expect(copy.containers[1]?.volumeMounts).toEqual(first.containers[0]?.volumeMounts);
  });
});
