import { describe, expect, test } from 'vitest';
import { mapPod, mapPodFacts } from './map-pod.ts';

describe('why a pod is as it is', () => {
  test('a deletion says until when', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:30Z' };
    expect(mapPod({ metadata, status: { phase: 'Running' } })).toMatchObject({
      status: 'Terminating',
      statusMessage: 'It was deleted; its processes have until 2026-01-01T00:00:30Z to end.',
    });
    expect(mapPod({ metadata, status: { phase: 'Failed', message: 'evicted' } }).statusMessage).toBe(
      'evicted',
    );
  });
});

test('ports and the run before are told of each container', () => {
  const { containers } = mapPodFacts({
    spec: {
      containers: [
        { name: 'web', ports: [{ containerPort: 80 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] },
      ],
      initContainers: [{ name: 'init' }],
    },
    status: {
      containerStatuses: [
        {
          name: 'web',
          state: { running: {} },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
      ],
    },
  });
  expect(containers).toMatchObject([
    {
      name: 'web',
      ports: [
        { name: '', port: 80, protocol: 'TCP' },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
      lastExit: { exitCode: 137, reason: 'OOMKilled', message: '', finishedAt: null },
    },
    { name: 'init', kind: 'init', ports: [], lastExit: null },
  ]);
});
