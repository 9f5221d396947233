import { expect, test } from 'vitest';
import type { ContainerSpec } from '../objects.ts';
import { mapContainerDetails } from './container-details.ts';

function details(spec: Partial<ContainerSpec>) {
  const [container] = mapContainerDetails({ spec: { containers: [{ name: 'web', ...spec }] } });
  return container;
}

test('names of environment variables come with their source and never with their value', () => {
  const env = [
    { name: 'PASSWORD', value: 'hunter2' },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } },
    { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
    { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    { name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
    { name: 'NEW', valueFrom: { fileKeyRef: { path: 'x' } } },
  ] as ContainerSpec['env'];
  const container = details({
    env,
    envFrom: [{ configMapRef: { name: 'all' } }, { prefix: 'DB_', secretRef: { name: 'db' } }, {}],
  } as Partial<ContainerSpec>);
  expect(container?.env).toEqual([
    { name: 'PASSWORD', from: 'value', source: '' },
    { name: 'TOKEN', from: 'secret', source: 'api' },
    { name: 'MODE', from: 'configMap', source: 'settings' },
    { name: 'NODE', from: 'field', source: 'spec.nodeName' },
    { name: 'CPUS', from: 'field', source: 'limits.cpu' },
    { name: 'NEW', from: 'other', source: '' },
  ]);
  expect(container?.envFrom).toEqual([
    { from: 'configMap', source: 'all', prefix: '' },
    { from: 'secret', source: 'db', prefix: 'DB_' },
  ]);
  expect(JSON.stringify(container)).not.toContain('hunter2');
});

test.each([
  [{ httpGet: { path: '/healthz', port: 8080, scheme: 'HTTPS' } }, 'GET https :8080/healthz'],
  [{ httpGet: { port: 'web' } }, 'GET http :web/'],
  [{ tcpSocket: { port: 5432 } }, 'tcp :5432'],
  [{ grpc: { port: 9000, service: 'health' } }, 'grpc :9000 health'],
  [{ exec: { command: ['pg_isready', '-q'] } }, 'exec pg_isready -q'],
])('the probe %j reads %s', (readinessProbe, check) => {
  expect(details({ readinessProbe })?.probes).toEqual([
    { kind: 'readiness', check, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3, delaySeconds: 0 },
  ]);
});

test('resources and mounts are those of the container', () => {
  const container = details({
    resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
    volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a', readOnly: true }],
  });
  expect(container).toMatchObject({
    requests: { cpu: '500m' },
    limits: { memory: '1Gi' },
    mounts: [{ volume: 'data', path: '/data', subPath: 'a', readOnly: true }],
  });
  expect(details({})).toMatchObject({ requests: {}, limits: {}, mounts: [], probes: [], env: [] });
});
