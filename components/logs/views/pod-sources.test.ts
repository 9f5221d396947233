import { describe, expect, test } from 'vitest';
import { ALL_CONTAINERS } from '#components/addresses/log-place.ts';
import { sampleContainer, samplePod } from '#components/pods/testing/sample-pods.ts';
import { MOST_LOGS, sourcesOfPod, sourcesOfPods } from './pod-sources.ts';

const OWNER = { kind: 'owner', owner: 'Deployment/web' } as const;

function webPod(index: number, fields: Parameters<typeof samplePod>[0] = {}) {
  const name = `web-6f7-${String(index).padStart(2, '0')}`;
  const owner = { kind: 'ReplicaSet', name: 'web-6f7', deployment: 'web' };
  return samplePod({
    name,
    uid: `uid-${name}`,
    owner,
    containers: [sampleContainer({ name: 'web' })],
    ...fields,
  });
}

const keys = ({ sources }: ReturnType<typeof sourcesOfPods>) =>
  sources.map(({ pod, container }) => `${pod}/${container}`);

describe('the logs of one pod', () => {
  const containers = [
    { name: 'web', kind: 'regular', state: 'running' },
    { name: 'init', kind: 'init', state: 'terminated' },
  ] as const;

  test.each([
    [undefined, [['web', false]]],
    ['init', [['init', true]]],
    ['unknown', [['unknown', false]]],
    [
      ALL_CONTAINERS,
      [
        ['web', false],
        ['init', true],
      ],
    ],
  ])('container %s', (chosen, expected) => {
    const found = sourcesOfPod('web-0', containers, chosen);
    expect(found.map(({ container, isOver }) => [container, isOver])).toEqual(expected);
  });

  test('of a pod that may not be read, the cluster chooses', () => {
    for (const chosen of [undefined, ALL_CONTAINERS])
      expect(sourcesOfPod('web-0', [], chosen).map(({ container }) => container)).toEqual(['']);
  });
});

describe('the logs of several pods', () => {
  test('are those of a Deployment through its ReplicaSets, and no others', () => {
    const other = samplePod({ name: 'webhook', owner: { kind: 'StatefulSet', name: 'web' } });
    const old = webPod(2, { owner: { kind: 'ReplicaSet', name: 'web-5c9', deployment: 'web' } });
    expect(keys(sourcesOfPods([other, webPod(1), old], OWNER, undefined, undefined))).toEqual([
      'web-6f7-01/web',
      'web-6f7-02/web',
    ]);
    const sets = { kind: 'owner', owner: 'StatefulSet/web' } as const;
    expect(sourcesOfPods([other, webPod(1)], sets, undefined, undefined).sources).toHaveLength(1);
  });

  test('are those of a filter of the list', () => {
    const crashing = webPod(3, { status: 'CrashLoopBackOff' });
    const filter = { kind: 'filter', q: 'status:crash' } as const;
    expect(keys(sourcesOfPods([webPod(1), crashing], filter, undefined, undefined))).toEqual([
      'web-6f7-03/web',
    ]);
  });

  test('may be one container of each', () => {
    const two = webPod(1, { containers: ['web', 'proxy'].map((name) => sampleContainer({ name })) });
    const found = sourcesOfPods([two, webPod(2)], OWNER, 'proxy', undefined);
    expect(keys(found)).toEqual(['web-6f7-01/proxy']);
    expect(found.containers).toEqual(['proxy', 'web']);
  });

  test('are new when their pod was not there at first, and over when it has ended', () => {
    const first = new Set(['uid-web-6f7-01']);
    const ended = webPod(2, { phase: 'Succeeded' });
    const { sources } = sourcesOfPods([webPod(1), ended], OWNER, undefined, first);
    expect(sources.map(({ isNew, isOver }) => ({ isNew, isOver }))).toEqual([
      { isNew: false, isOver: false },
      { isNew: true, isOver: true },
    ]);
  });

  test('are so many at most, and a pod that comes takes no place from another', () => {
    const ended = webPod(99, { phase: 'Failed', createdAt: '2026-11-01T00:00:00Z' });
    const old = Array.from({ length: MOST_LOGS }, (_, index) =>
      webPod(index, { createdAt: '2026-11-02T00:00:00Z' }),
    );
    const before = sourcesOfPods([ended, ...old], OWNER, undefined, undefined);
    expect(before.leftOut).toBe(1);
    expect(keys(before)).not.toContain('web-6f7-99/web');
    const added = webPod(50, { createdAt: '2026-11-03T00:00:00Z' });
    const after = sourcesOfPods([added, ended, ...old], OWNER, undefined, undefined);
    expect(keys(after)).toEqual(keys(before));
    expect(after.leftOut).toBe(2);
  });
});
