import { expect, test } from 'vitest';
import type { VolumeSpec } from '../objects.ts';
import { mapVolumes } from './pod-volumes.ts';

test.each<[VolumeSpec, string, string]>([
  [{ name: 'v', configMap: { name: 'settings' } }, 'configMap', 'settings'],
  [{ name: 'v', secret: { secretName: 'keys' } }, 'secret', 'keys'],
  [{ name: 'v', persistentVolumeClaim: { claimName: 'data-0' } }, 'persistentVolumeClaim', 'data-0'],
  [{ name: 'v', hostPath: { path: '/var/log' } }, 'hostPath', '/var/log'],
  [{ name: 'v', emptyDir: {} }, 'emptyDir', ''],
  [{ name: 'v', ephemeral: { volumeClaimTemplate: {} } }, 'ephemeral', 'web-v'],
  [
    { name: 'v', projected: { sources: [{ serviceAccountToken: {} }, { configMap: { name: 'ca' } }] } },
    'projected',
    'serviceAccountToken, configMap ca',
  ],
  [{ name: 'v', brandNew: { name: 'x' } }, 'brandNew', ''],
  // What the API does not specify must not break the page.
  [{ name: 'v', configMap: null, projected: 'odd' }, 'configMap', ''],
  [{ name: 'v' }, 'emptyDir', ''],
])('%j is of kind %s with source "%s"', (volume, kind, source) => {
  const pod = { metadata: { name: 'web' }, spec: { volumes: [volume] } };
  expect(mapVolumes(pod)).toEqual([{ name: 'v', kind, source }]);
});
